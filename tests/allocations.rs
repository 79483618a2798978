//! Mining allocates nothing once its buffers are warm: a worker's second pass over pages asks the heap for no byte.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::path::Path;

use vanban::Miner;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|n| n.set(n.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.with(|n| n.set(n.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

#[test]
fn a_warm_miner_allocates_nothing() {
    assert!(allocations(|| drop(vec![1])) > 0, "the counter counts");
    let mut pages: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages"))
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a page")))
        .collect();
    pages.sort();
    // A page that must be rewritten first (no-break spaces, NFD) costs the new text; what comes after costs nothing.
    let pages: Vec<_> =
        pages.into_iter().map(|(path, page)| (path, vanban::Text::new(&page).as_str().to_owned())).collect();
    let mut miner = Miner::new();
    for _ in 0..2 {
        for (_, page) in &pages {
            miner.mine(page);
        }
    }
    for (path, page) in &pages {
        let mut found = 0;
        let counted = allocations(|| {
            let mined = miner.mine(page);
            found = mined.references.len() + mined.claims.len();
        });
        assert!(found > 0);
        assert_eq!(counted, 0, "{}", path.display());
    }
}

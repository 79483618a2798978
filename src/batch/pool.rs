//! Work on several threads whose results come back in the order of the inputs.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Maps `items` on `jobs` threads, each with a state of its own from `state`, and hands the results to `each` in the
/// order of the items, whatever thread was first. Stops when `each` breaks, and returns what it broke with.
///
/// A fixed number of items is under way at any time, so memory does not grow with the input. With one job nothing is
/// spawned.
pub fn in_order<T, R, S, B>(
    jobs: usize,
    mut items: impl Iterator<Item = T> + Send,
    state: impl Fn() -> S + Sync,
    map: impl Fn(&mut S, T) -> R + Sync,
    mut each: impl FnMut(R) -> ControlFlow<B>,
) -> ControlFlow<B>
where
    T: Send,
    R: Send,
{
    if jobs <= 1 {
        let mut state = state();
        return items.try_for_each(|item| each(map(&mut state, item)));
    }
    // Each item carries the sending end of a channel of its own; the receiving ends queue up in the items' order.
    let (work, todo) = sync_channel::<(T, SyncSender<R>)>(jobs);
    let (order, results) = sync_channel::<Receiver<R>>(4 * jobs);
    let todo = Mutex::new(todo);
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                let (done, result) = sync_channel(1);
                // The other ends are gone when `each` broke: there is no more to do.
                if order.send(result).is_err() || work.send((item, done)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut state = state();
                loop {
                    let next = todo.lock().map(|todo| todo.recv());
                    let Ok(Ok((item, done))) = next else { break };
                    let _ = done.send(map(&mut state, item));
                }
            });
        }
        for result in results {
            // No result comes only from a worker that panicked; the scope passes its panic on.
            let Ok(result) = result.recv() else { break };
            each(result)?;
        }
        ControlFlow::Continue(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(jobs: usize, stop_at: u32) -> (Vec<u32>, ControlFlow<u32>) {
        let mut out = Vec::new();
        let map = |seen: &mut u32, n: u32| {
            *seen += 1;
            // Every seventh item takes longer than its neighbours.
            (0..if n % 7 == 0 { 20_000 } else { 1 }).fold(n, |a, b| std::hint::black_box(a ^ b ^ b))
        };
        let end = in_order(
            jobs,
            0..500,
            || 0,
            map,
            |n| {
                out.push(n);
                if n == stop_at { ControlFlow::Break(n) } else { ControlFlow::Continue(()) }
            },
        );
        (out, end)
    }

    #[test]
    fn order_is_kept_on_any_number_of_threads() {
        for jobs in [0, 1, 2, 5] {
            assert_eq!(run(jobs, u32::MAX), ((0..500).collect(), ControlFlow::Continue(())));
        }
    }

    #[test]
    fn a_break_ends_it_early() {
        for jobs in [1, 3] {
            assert_eq!(run(jobs, 123), ((0..=123).collect(), ControlFlow::Break(123)));
        }
    }
}

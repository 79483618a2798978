//! Reading files: their bytes are counted, and no more are read than are wanted.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(feature = "parquet")]
use parquet::file::reader::{ChunkReader, Length};

use super::Settings;

/// A file whose bytes are counted as they are read.
pub(super) struct Metered {
    file: File,
    read: Arc<AtomicU64>,
}

impl Metered {
    pub(super) fn open(path: &Path, settings: &Settings) -> io::Result<Metered> {
        Ok(Metered { file: File::open(path)?, read: settings.read.clone() })
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(feature = "parquet")]
impl Length for Metered {
    fn len(&self) -> u64 {
        Length::len(&self.file)
    }
}

#[cfg(feature = "parquet")]
impl ChunkReader for Metered {
    type T = io::BufReader<File>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        self.file.get_read(start)
    }

    /// The pages of a column come this way; the little that does not (the file's end, heads of pages) is not counted.
    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<bytes::Bytes> {
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        self.file.get_bytes(start, length)
    }
}

/// All bytes; none where there are more than `most`.
pub(super) fn read_at_most(read: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    read.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_counted_and_no_more_is_read_than_is_wanted() {
        let path = std::env::temp_dir().join(format!("vanban-read-{}", std::process::id()));
        std::fs::write(&path, "Có 5 xã.").unwrap();
        let settings = Settings::default();
        let read = |most| read_at_most(Metered::open(&path, &settings).unwrap(), most).unwrap();
        assert_eq!(read(10).as_deref(), Some("Có 5 xã.".as_bytes()));
        assert_eq!(settings.read.load(Ordering::Relaxed), 10);
        assert_eq!(read(9), None);
        assert_eq!(read(3), None);
        assert_eq!(settings.read.load(Ordering::Relaxed), 10 + 10 + 4);
        std::fs::remove_file(&path).unwrap();
    }
}

//! Batches: finding pages in files and folders, and reading them. The only part of the library that does I/O.

mod walk;

pub use walk::{Found, walk};

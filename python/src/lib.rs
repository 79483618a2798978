//! The extension module `vanban._vanban`: what the Python package calls.
//!
//! The package (`vanban/`) holds the types, the defaults and the documentation; here is only what has to be Rust. Mining
//! runs without the interpreter's lock.

mod batch;
mod page;
mod read;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyString};
use vanban::record::Kind;
use vanban::{Fold, Options, TonePlace};

/// A page as Python has it.
enum Page {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl<'py> FromPyObject<'_, 'py> for Page {
    type Error = PyErr;

    fn extract(page: Borrowed<'_, 'py, PyAny>) -> PyResult<Page> {
        if page.is_instance_of::<PyString>() {
            page.extract().map(Page::Text)
        } else if page.is_instance_of::<PyBytes>() {
            page.extract().map(Page::Bytes).map_err(PyErr::from)
        } else {
            let name = page.get_type().fully_qualified_name()?;
            Err(PyTypeError::new_err(format!("a page is str or bytes, not {name}")))
        }
    }
}

impl Page {
    fn bytes(&self) -> &[u8] {
        match self {
            Page::Text(text) => text.as_bytes(),
            Page::Bytes(bytes) => bytes,
        }
    }
}

#[pymodule]
mod _vanban {
    #[pymodule_export]
    use super::batch::{Tables, mine_batch, schema};
    #[pymodule_export]
    use super::page::mine;
    #[pymodule_export]
    use super::read::KnownDocuments;
    #[pymodule_export]
    use super::{fold, normalize, run};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("kinds", vanban::record::Kind::ALL.map(|kind| kind.name()).to_vec())
    }
}

/// The readable text of a page.
#[pyfunction]
fn normalize(py: Python<'_>, page: Page, tones: Option<&str>, repair: bool) -> PyResult<String> {
    let mut options = Options::default();
    options.repair = repair;
    options.tones = tones.map(str::parse::<TonePlace>).transpose().map_err(|e| PyValueError::new_err(e.to_string()))?;
    py.detach(|| match vanban::normalize(page.bytes(), &options) {
        Ok(text) => Ok(text.as_str().to_owned()),
        Err(error) => Err(PyValueError::new_err(error.to_string())),
    })
}

/// The key by which texts are compared.
#[pyfunction]
fn fold(py: Python<'_>, text: PyBackedStr, letters: bool) -> String {
    py.detach(|| vanban::fold(&text, if letters { Fold::Letters } else { Fold::Spelling }))
}

/// Runs the command line; its exit code.
#[pyfunction]
fn run(py: Python<'_>, args: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| vanban_cli::run(args))
}

/// The kinds of these names.
fn kinds(names: &[PyBackedStr]) -> PyResult<Vec<Kind>> {
    let kind = |name: &PyBackedStr| {
        let known = Kind::ALL.map(Kind::name);
        name.parse()
            .map_err(|_| PyValueError::new_err(format!("no kind {:?}; there are {}", &**name, known.join(", "))))
    };
    let kinds: Vec<Kind> = names.iter().map(kind).collect::<PyResult<_>>()?;
    if kinds.is_empty() { Err(PyValueError::new_err("no kind of record was asked for")) } else { Ok(kinds) }
}

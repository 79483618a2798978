//! How pages are read, and what their records hold: what every way of mining takes.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use vanban::batch::Settings;
use vanban::page::HtmlReader;
use vanban::reference;

/// How pages are read, and what their records hold.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Read {
    known: Option<Py<KnownDocuments>>,
    html_reader: String,
    max_doc_bytes: u64,
    zones: bool,
    sentences: bool,
    utf16: bool,
}

impl Read {
    pub(crate) fn settings(&self) -> PyResult<Settings> {
        let mut settings = Settings::default();
        settings.records.zones = self.zones;
        settings.records.sentences = self.sentences;
        settings.records.utf16 = self.utf16;
        settings.max_page_bytes = self.max_doc_bytes.min(u64::from(u32::MAX));
        settings.known = self.known.as_ref().map(|known| known.get().documents.clone());
        settings.html_reader = match self.html_reader.as_str() {
            "blocks" => HtmlReader::Blocks,
            "readability" => HtmlReader::Readability,
            other => {
                let reason = format!("no reader of HTML {other:?}; there are 'blocks' and 'readability'");
                return Err(PyValueError::new_err(reason));
            }
        };
        Ok(settings)
    }
}

/// Documents that numbers may stand for: the known ones, and the rows of a table of one's own.
///
/// The table is text: tab-separated, with a header that names some of the columns `symbol`, `type`, `issuer`, `place`, `term`,
/// `issued` and `title`. What a page says comes before what the table knows. Make it once and hand it to every call.
///
/// >>> rows = ["symbol\ttype\tterm\tissued\ttitle", "91-NQ/TW\tnghị quyết\t14\t2026-05-04\tNghề muối ven biển"]
/// >>> known = KnownDocuments("\n".join(rows))
/// >>> page = "Thực hiện Nghị quyết số 91-NQ/TW về nghề muối ven biển."
/// >>> [mine(page, known=documents).references[0].document for documents in (None, known)]
/// [None, '91-NQ/TW#XIV']
///
/// Raises `ValueError` where the table is malformed; it names the line.
#[pyclass(frozen, module = "vanban")]
pub(crate) struct KnownDocuments {
    documents: Arc<reference::KnownDocuments>,
    table: String,
}

#[pymethods]
impl KnownDocuments {
    #[new]
    fn new(table: String) -> PyResult<KnownDocuments> {
        let mut documents = reference::KnownDocuments::builtin().clone();
        documents.load(&table).map_err(|e| {
            let hint = "; this is a table's text, not its file's name: open(name, encoding=\"utf8\").read()";
            let hint = if table.contains(['\t', '\n']) { "" } else { hint };
            PyValueError::new_err(format!("{e}{hint}"))
        })?;
        Ok(KnownDocuments { documents: Arc::new(documents), table })
    }

    /// What it is made of again elsewhere: engines send it to their tasks.
    fn __getnewargs__(&self) -> (&str,) {
        (&self.table,)
    }
}

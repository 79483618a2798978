//! [`Origin`] and [`Options`]: what a caller says of a page, and of the records that it wants.

/// Where a page came from.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Origin<'a> {
    /// The records' `source`.
    pub source: &'a str,
    /// The page's own id or URL.
    pub page: Option<&'a str>,
    /// When the page was fetched.
    pub timestamp: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// A page that has no name but its source.
    pub fn new(source: &'a str) -> Origin<'a> {
        Origin { source, ..Origin::default() }
    }

    /// With the page's own id or URL.
    pub fn page(self, page: Option<&'a str>) -> Origin<'a> {
        Origin { page, ..self }
    }

    /// With the time when the page was fetched, as its container words it.
    pub fn timestamp(self, timestamp: Option<&'a str>) -> Origin<'a> {
        Origin { timestamp, ..self }
    }
}

/// What the records hold beyond what they always hold: by default nothing.
///
/// ```
/// use vanban::record::Options;
/// let mut options = Options::default();
/// options.sentences = true;
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// `zone` records.
    pub zones: bool,
    /// The words of each record's sentence.
    pub sentences: bool,
    /// UTF-16 offsets.
    pub utf16: bool,
}

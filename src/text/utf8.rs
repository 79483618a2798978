//! UTF-8 checked: by simdutf8 (feature `simdutf8`, on by default), else by the standard library, which takes some forty
//! times as long and would then cost more than everything else that is done to a clean page.

/// The bytes as text, if they are UTF-8.
#[inline]
pub(crate) fn utf8(bytes: &[u8]) -> Option<&str> {
    #[cfg(feature = "simdutf8")]
    return simdutf8::basic::from_utf8(bytes).ok();
    #[cfg(not(feature = "simdutf8"))]
    std::str::from_utf8(bytes).ok()
}

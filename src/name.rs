//! The words by which records write the variants of an enumeration.

use std::fmt;

/// Gives an enumeration its words: `name`, `Display` and `FromStr`. A test holds them against serde's.
macro_rules! names {
    ($type:ident { $($variant:ident: $name:literal),* $(,)? }) => {
        impl $type {
            /// The word for it in records.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)*
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::ParseNameError;

            fn from_str(name: &str) -> Result<$type, crate::ParseNameError> {
                match name {
                    $($name => Ok($type::$variant),)*
                    _ => Err(crate::ParseNameError::new(&[$($name),*])),
                }
            }
        }

        #[cfg(all(test, feature = "serde"))]
        #[test]
        #[allow(non_snake_case)]
        fn $type() {
            for value in [$($type::$variant),*] {
                assert_eq!(serde_json::to_value(value).unwrap(), value.name());
                assert_eq!(value.to_string().parse(), Ok(value));
            }
            assert!(format!("{}", "?".parse::<$type>().unwrap_err()).starts_with("none of "));
        }
    };
}

pub(crate) use names;

/// What `FromStr` says of text that is no name by which records write a variant; prints the names that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseNameError {
    names: &'static [&'static str],
}

impl ParseNameError {
    pub(crate) const fn new(names: &'static [&'static str]) -> ParseNameError {
        ParseNameError { names }
    }
}

impl fmt::Display for ParseNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "none of {}", self.names.join(", "))
    }
}

impl std::error::Error for ParseNameError {}

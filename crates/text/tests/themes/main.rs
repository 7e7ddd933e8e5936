//! Themes on what people say: the planted ones are recovered, the new one is found, and nothing moves as data grow.

#![expect(clippy::print_stdout, reason = "figures of docs/themes.md are printed")]

mod chance;
mod look;
mod planted;
mod said;
mod stable;

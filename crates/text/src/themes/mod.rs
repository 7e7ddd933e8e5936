//! Themes.

mod catalogue;
mod emerge;
mod entry;
mod grow;
mod keys;
mod named;
mod read;
mod shipped;
mod squeezed;
mod stance;
mod stems;
mod summary;
mod trend;
mod write;

pub use catalogue::{Catalogue, Refused};
pub use entry::{Entry, Origin, Side, ThemeId};
pub use read::Reader;
pub use summary::{Heard, Theme, Themes};
pub use trend::{Change, Seen, Trend, Windows, since, trends};
pub use write::BadCatalogue;

#[cfg(test)]
mod tests;

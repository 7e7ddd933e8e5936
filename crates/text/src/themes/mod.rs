//! What customers speak of, as named themes under topics: *배송이 늦어요*, *쿠폰이 적용이 안 돼요*.
//!
//! **A catalogue that only grows.** A [`Catalogue`] is a list of themes, each known by keys: words that must be spoken of
//! and words that must be said of it. Which themes a statement has is a function of catalogue and statement alone
//! ([`Reader`]). Nothing is grouped anew, so the same text has the same theme whatever came before or beside it, and a
//! theme keeps id and name while data grow. It begins with what customers of shops and services speak of anywhere
//! (`assets/themes.tsv`), so two companies share those themes; and it grows in two ways:
//! * [`Catalogue::grow`] adds what many of the statements are about that no theme holds;
//! * [`Catalogue::emerge`] adds what is said more often of late than chance explains, even inside a known theme.
//!
//! People rename, merge and split; that is kept in the catalogue, through all growth, and can be taken back.
//!
//! **What a caller does.** Keep one catalogue a workspace, as text. When statements came in: `grow`, `emerge`, write it.
//! To show: [`Catalogue::themes`].
//!
//! What it refuses: chance, a clock, and guessing. Too few voices for a trend is an answer ([`Trend::TooFew`]); what no
//! theme holds is counted ([`Themes::other`]), as is what is only glad or unhappy about a topic ([`Themes::general`]).
//!
//! ```
//! use yeojido_domain::{Micros, VoiceKey};
//! use yeojido_text::{Catalogue, Heard, Labeller, ThemeId, Windows};
//!
//! let labeller = Labeller::shipped()?;
//! let said = ["배송이 너무 늦어요", "택배가 안 와요", "쿠폰이 적용이 안 돼요"];
//! let statements: Vec<_> = said.iter().flat_map(|text| labeller.label(text).statements).collect();
//! let heard: Vec<Heard> = (0..)
//!     .zip(&statements)
//!     .map(|(at, statement)| Heard { statement, voice: VoiceKey(at), time: Micros(0) })
//!     .collect();
//!
//! let mut catalogue = Catalogue::shipped();
//! catalogue.grow(&statements.iter().collect::<Vec<_>>());
//! catalogue.rename(&ThemeId::new("delivery.late"), Some("느린 배송"))?;
//! let kept = Catalogue::from_text(&catalogue.to_text())?;
//!
//! let found = kept.themes(&heard, &Windows::weeks(Micros(1), 4, 8));
//! let names: Vec<&str> = found.themes.iter().map(|theme| theme.name.as_str()).collect();
//! assert_eq!(names, ["느린 배송", "쿠폰이 적용이 안 돼요"]);
//! assert_eq!((found.themes[0].statements.len(), found.other), (2, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod emerge;
mod entry;
mod grow;
mod keys;
mod named;
mod needs;
mod private;
mod read;
mod rivals;
mod shipped;
mod squeezed;
mod stance;
mod stems;
mod summary;
mod trend;
mod write;

pub use catalogue::{Catalogue, Refused};
pub use entry::{Entry, Origin, Side, ThemeId};
pub use needs::{Latent, Needs};
pub use read::Reader;
pub use rivals::{Rival, rivals};
pub use summary::{Heard, Theme, Themes};
pub use trend::{Change, Seen, Trend, Windows, since, trends};
pub use write::BadCatalogue;

pub(crate) use squeezed::Squeezed;
pub(crate) use stems::{predicate, without_particle};

#[cfg(test)]
mod tests;

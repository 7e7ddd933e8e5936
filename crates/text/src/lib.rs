//! What customers said, as text: which language it is, which few sentences speak for all of them, and whether it holds
//! what somebody types into a search.
//!
//! Why a crate of its own: Korean needs care that no general library takes (laughter and tears written in single
//! letters, words glued to their endings, English names amid the sentence), and everything here must give the same
//! answer for the same texts today and tomorrow. So there is no I/O, no clock and no chance in it.
//!
//! What it refuses: changing what was said. Texts are normalised to be compared; what is shown is verbatim, and the
//! functions give positions in the caller's list instead of copies. The one exception is asked for: [`Masker`] hides
//! what tells who spoke, for readers who may not know. Texts are expected in Unicode's composed form
//! (NFC), which is the importer's duty.

mod encoder;
mod grams;
mod label;
mod language;
mod mask;
mod nearly;
mod particle;
mod represent;
mod seek;
mod strokes;
mod themes;
mod train;

pub use encoder::Encoder;
pub use grams::normalise;
pub use label::{BadWeights, Labelled, Labeller, Weights};
pub use language::{Language, language};
pub use mask::{BadRule, Found, Masked, Masker, What};
pub use nearly::{Nearly, Part, Terms};
pub use particle::{Particle, with_particle};
pub use represent::{Chosen, Representatives, Said, represent};
pub use seek::{Fit, Needle, Place};
pub use themes::{
    BadCatalogue, Catalogue, Change, Entry, Heard, Latent, Needs, Origin, Reader, Refused, Rival, Seen, Side, Theme,
    ThemeId, Themes, Trend, Windows, rivals, since, trends,
};
pub use train::{Anywhere, Example, Fared, Material, Pair, Reading, Scores, Trained, closer, train};

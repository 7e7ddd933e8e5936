//! Understand: what customers said becomes statements with labels, kept beside the voices and made anew by another model.
//!
//! Labels are stored and not computed when somebody looks: a million voices take a minute, and the same text has the same
//! labels until the model changes or a closer look was taken. Whoever reads them asks [`statements`], never the lake alone:
//! what people put right is laid over there, and nowhere else.

mod corrections;
mod fit;
mod label;
mod read;
mod themes;
mod told;
mod topics;

pub use corrections::{Amendment, CorrectedList, CorrectedRow, CorrectionHistory, CorrectionItem};
pub use corrections::{correct, corrected, correction_history};
pub use label::{Labelled, Look, is_wanted, label_voices};
pub use read::{Decided, KeptReadings, ModelSays, PutRight, Read, decided, statements};
pub use themes::{KeptThemes, ThemeImpact, ThemeList, ThemeRow, themes};
pub use told::{Felt, Told, felt, sentiment, told, words};
pub use topics::{lay_topics, past_topics, topics};

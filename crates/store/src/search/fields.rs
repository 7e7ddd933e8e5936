//! The columns of the index.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

use crate::StoreError;

/// The columns of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The two halves of a voice's key.
    pub voice: [Field; 2],
    pub keys: Field,
    pub latin: Field,
    pub heads: Field,
    pub pairs: Field,
}

pub(super) const VOICE: [&str; 2] = ["voice_high", "voice_low"];

impl Fields {
    pub fn schema() -> Schema {
        let mut schema = Schema::builder();
        for half in VOICE {
            schema.add_u64_field(half, FAST | INDEXED);
        }
        // Neither places nor counts: only whether a voice has a term.
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        for name in ["keys", "latin", "heads", "pairs"] {
            schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing.clone()));
        }
        schema.build()
    }

    pub fn of(schema: &Schema) -> Result<Self, StoreError> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            voice: [field(VOICE[0])?, field(VOICE[1])?],
            keys: field("keys")?,
            latin: field("latin")?,
            heads: field("heads")?,
            pairs: field("pairs")?,
        })
    }
}

/// An English word without its ending. Words of other tongues keep most of theirs.
pub(super) fn stemmed(word: &str) -> String {
    let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
    let mut stream = analyzer.token_stream(word);
    if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
}

//! Writing to the index.

use tantivy::query::{BooleanQuery, Query};
use tantivy::{IndexWriter, TantivyDocument, Term};
use yeojido_domain::VoiceKey;
use yeojido_text::Terms;

use super::{SearchIndex, exactly, fields};
use crate::StoreError;

/// Memory for what is not yet on the disk.
const MEMORY: usize = 64 << 20;

/// Changes of an index, which others see all at once.
pub struct Writing<'i> {
    index: &'i SearchIndex,
    writer: IndexWriter,
}

impl SearchIndex {
    /// Begins to write; one at a time.
    ///
    /// # Errors
    /// [`StoreError::Index`], also while somebody else writes.
    pub fn write(&self) -> Result<Writing<'_>, StoreError> {
        // One thread: the work is in masking, which comes before.
        Ok(Writing { index: self, writer: self.index.writer_with_num_threads(1, MEMORY)? })
    }
}

impl Writing<'_> {
    /// Adds a voice that it does not know.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn add(&self, voice: VoiceKey, terms: &Terms) -> Result<(), StoreError> {
        let of = self.index.fields;
        let mut document = TantivyDocument::default();
        for (field, half) in of.voice.into_iter().zip(halves(voice)) {
            document.add_u64(field, half);
        }
        let lists = [(of.keys, &terms.keys), (of.heads, &terms.heads), (of.pairs, &terms.pairs)];
        for (field, list) in lists {
            list.iter().for_each(|term| document.add_text(field, term));
        }
        terms.latin.iter().for_each(|word| document.add_text(of.latin, fields::stemmed(word)));
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Forgets a voice.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn forget(&self, voice: VoiceKey) -> Result<(), StoreError> {
        let both = self.index.fields.voice.into_iter().zip(halves(voice));
        let both: Vec<Box<dyn Query>> = both.map(|(field, half)| exactly(Term::from_field_u64(field, half))).collect();
        self.writer.delete_query(Box::new(BooleanQuery::intersection(both)))?;
        Ok(())
    }

    /// Forgets all voices.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn forget_all(&self) -> Result<(), StoreError> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Lets others see it, and says by which rules it is made.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn commit(&mut self, made_by: &str) -> Result<(), StoreError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(made_by);
        prepared.commit()?;
        Ok(self.index.reader.reload()?)
    }

    /// Ends; `purged` when nothing may be left on the disk of what was forgotten, which writes everything once more.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn end(mut self, purged: bool) -> Result<(), StoreError> {
        if purged {
            let segments = self.index.index.searchable_segment_ids()?;
            if !segments.is_empty() {
                self.writer.merge(&segments).wait()?;
            }
        }
        self.writer.garbage_collect_files().wait()?;
        self.writer.wait_merging_threads()?;
        Ok(self.index.reader.reload()?)
    }
}

fn halves(voice: VoiceKey) -> [u64; 2] {
    let low = u64::try_from(voice.0 & u128::from(u64::MAX));
    let high = u64::try_from(voice.0 >> 64);
    [high, low].map(|half| half.unwrap_or_default())
}

//! The index of words of a workspace: which voices nearly say what somebody typed.
//!
//! It holds terms of masked texts ([`yeojido_text::Terms`]) and keys of voices, no text, and neither where in a text a term
//! stands nor how often, so that no sentence can be put together from it. It can be made anew from the lake at any time: one
//! that is damaged, or was made by other rules, is thrown away.
//!
//! Why its own type and no more of tantivy outside: this crate is the only one that names it.

mod collect;
mod fields;
mod write;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tantivy::query::{AllQuery, BooleanQuery, FuzzyTermQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, IndexReader, ReloadPolicy, Term};
use yeojido_domain::VoiceKey;
use yeojido_text::{Nearly, Part};

use crate::StoreError;
use collect::Keys;
use fields::Fields;
pub use write::Writing;

impl From<tantivy::TantivyError> for StoreError {
    fn from(why: tantivy::TantivyError) -> Self {
        Self::Index(why.to_string())
    }
}

/// An index of words, open.
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

impl SearchIndex {
    /// Opens the index of a folder, or an empty one where there is none that can be read. Nobody else may have it open.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::Index`] when not even an empty one can be made.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        if dir.join("meta.json").exists() {
            match Self::whole(dir) {
                Ok(index) => return Ok(index),
                Err(why) => tracing::warn!(%why, "the index of words is damaged and will be made anew"),
            }
        }
        let file = |source| StoreError::File { path: PathBuf::from(dir), source };
        if dir.exists() {
            std::fs::remove_dir_all(dir).map_err(file)?;
        }
        std::fs::create_dir_all(dir).map_err(file)?;
        Self::of(Index::create_in_dir(dir, Fields::schema())?)
    }

    fn whole(dir: &Path) -> Result<Self, StoreError> {
        let index = Index::open_in_dir(dir)?;
        if index.schema() != Fields::schema() {
            return Err(StoreError::Index("it has other fields".to_owned()));
        }
        let broken = index.validate_checksum()?;
        if !broken.is_empty() {
            return Err(StoreError::Index(format!("{} of its files have changed", broken.len())));
        }
        Self::of(index)
    }

    fn of(index: Index) -> Result<Self, StoreError> {
        let fields = Fields::of(&index.schema())?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, fields })
    }

    /// By which rules it was made, if it was written to.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn made_by(&self) -> Result<Option<String>, StoreError> {
        Ok(self.index.load_metas()?.payload)
    }

    /// How many voices it knows.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// The voices that it knows.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn voices(&self) -> Result<HashSet<VoiceKey>, StoreError> {
        Ok(self.reader.searcher().search(&AllQuery, &Keys)?.into_iter().collect())
    }

    /// The voices that nearly say it.
    ///
    /// # Errors
    /// [`StoreError::Index`].
    pub fn nearly(&self, sought: &Nearly) -> Result<HashSet<VoiceKey>, StoreError> {
        let parts: Vec<_> = sought.parts().iter().map(|part| self.part(part)).collect();
        let query = BooleanQuery::intersection(parts);
        Ok(self.reader.searcher().search(&query, &Keys)?.into_iter().collect())
    }

    fn part(&self, part: &Part) -> Box<dyn Query> {
        let Fields { keys, latin, heads, pairs, .. } = self.fields;
        let stem = if part.korean {
            Term::from_field_text(keys, &part.stem)
        } else {
            Term::from_field_text(latin, &fields::stemmed(&part.stem))
        };
        let mut ways: Vec<Box<dyn Query>> = vec![match part.wrong {
            0 => exactly(stem),
            wrong if part.goes_on => Box::new(FuzzyTermQuery::new_prefix(stem, wrong, true)),
            wrong => Box::new(FuzzyTermQuery::new(stem, wrong, true)),
        }];
        ways.extend(part.head.iter().map(|head| exactly(Term::from_field_text(heads, head))));
        if part.enough > 0 {
            let pairs = part.pairs.iter().map(|pair| exactly(Term::from_field_text(pairs, pair))).collect();
            ways.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(pairs, part.enough)));
        }
        Box::new(BooleanQuery::union(ways))
    }
}

fn exactly(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

//! The words of the demo's customers, one a line, as they stand in `corpus/*.jsonl`.

use serde::Deserialize;
use yeojido_domain::VoiceSource;

/// A line of the corpus that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("corpus {file}, line {line}: {source}")]
pub struct CorpusError {
    /// Which file.
    pub file: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    source: serde_json::Error,
}

/// Where on the journey a voice speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// 알게 됨
    Discover,
    /// 둘러보기
    Browse,
    /// 고르기
    Choose,
    /// 결제
    Pay,
    /// 배송
    Deliver,
    /// 받아 쓰기
    Use,
    /// 다시 찾기
    Return,
    /// 추천
    Recommend,
    /// 상담
    Support,
}

/// One voice as it was written.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Where on the journey.
    pub stage: Place,
    /// Where it was heard.
    pub source: VoiceSource,
    /// How the person feels, 1 to 5.
    pub score: u8,
    /// What it is about.
    pub topic: String,
    /// `ko` or `en`.
    pub lang: String,
}

include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

/// All lines, in the order of the files; a text that stands twice is taken once.
///
/// # Errors
/// [`CorpusError`] names file and line.
pub fn lines() -> Result<Vec<Line>, CorpusError> {
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    for (file, text) in FILES {
        for (at, json) in text.lines().enumerate().filter(|(_, json)| !json.trim().is_empty()) {
            let line: Line = serde_json::from_str(json).map_err(|source| CorpusError { file, line: at + 1, source })?;
            if seen.insert(line.text.clone()) {
                all.push(line);
            }
        }
    }
    Ok(all)
}

//! What a statement's speaker does, from its labels.

use yeojido_domain::{Intent, Sentiment, Statement};

use super::entry::Side;

/// Glad, unhappy or asking; `None` when neither intent nor sentiment says.
pub(super) fn stance(statement: &Statement) -> Option<Side> {
    match statement.intent? {
        Intent::Praise => Some(Side::Good),
        Intent::Complaint | Intent::Leaving => Some(Side::Bad),
        Intent::Question | Intent::Request => Some(Side::Ask),
        Intent::Comparison | Intent::Remark => match statement.sentiment? {
            Sentiment::Positive => Some(Side::Good),
            Sentiment::Negative => Some(Side::Bad),
            Sentiment::Neutral => None,
        },
    }
}

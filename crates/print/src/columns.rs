//! Where the stages stand.

use std::ops::Range;

/// Width of the names of the lanes.
pub(crate) const LANE: f32 = 84.0;
/// A column is never narrower.
pub(crate) const NARROWEST: f32 = 133.0;
/// Space between a column's edge and its text.
pub(crate) const PAD: f32 = 8.0;

/// The columns of one page: stages side by side, all of one width.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Columns {
    /// Which stages stand on this page.
    pub stages: Range<usize>,
    pub width: f32,
}

impl Columns {
    /// Left edge of a stage's column; stages of other pages lie outside, where their curve comes from.
    #[expect(clippy::cast_precision_loss, reason = "a journey has a few stages")]
    pub(crate) fn left(&self, stage: usize) -> f32 {
        LANE + (stage as f32 - self.stages.start as f32) * self.width
    }

    pub(crate) fn middle(&self, stage: usize) -> f32 {
        self.left(stage) + self.width / 2.0
    }

    /// Right edge of the last column.
    pub(crate) fn right(&self) -> f32 {
        self.left(self.stages.end)
    }

    /// Room for text in a cell.
    pub(crate) fn room(&self) -> f32 {
        self.width - 2.0 * PAD
    }
}

//! The keys of all voices that a question finds.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};
use yeojido_domain::VoiceKey;

use super::fields::VOICE;

pub(super) struct Keys;

pub(super) struct OfSegment {
    halves: [Arc<dyn ColumnValues<u64>>; 2],
    found: Vec<VoiceKey>,
}

impl Collector for Keys {
    type Fruit = Vec<VoiceKey>;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let half = |name| segment.fast_fields().column_first_or_default::<u64>(name);
        Ok(OfSegment { halves: [half(VOICE[0])?, half(VOICE[1])?], found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<VoiceKey>>) -> tantivy::Result<Vec<VoiceKey>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Vec<VoiceKey>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let [high, low] = self.halves.each_ref().map(|half| u128::from(half.get_val(doc)));
        self.found.push(VoiceKey(high << 64 | low));
    }

    fn harvest(self) -> Vec<VoiceKey> {
        self.found
    }
}

//! Codes of one dictionary as codes of another.
//!
//! Every part of the data has a dictionary of its own, so sums over parts are given common codes before they are merged.

use rustc_hash::FxHashMap;

/// Sums that are kept by the codes of one dictionary.
pub(crate) trait Recode {
    /// Gives every code another; different codes must stay different. [`crate::NONE`] stays what it is.
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32);
}

/// Gives the keys of a map other codes.
pub(crate) fn recode_keys<V>(map: &mut FxHashMap<u32, V>, code: &mut dyn FnMut(u32) -> u32) {
    let old = std::mem::take(map);
    *map = old.into_iter().map(|(key, value)| (code(key), value)).collect();
}

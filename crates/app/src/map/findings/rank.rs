//! In which order findings are told.

use yeojido_domain::Finding;

/// Puts the heaviest first, numbers them, and says which may as well come after the next.
pub(super) fn rank(findings: &mut [Finding]) {
    findings.sort_by(|a, b| b.weight.value.total_cmp(&a.weight.value).then_with(|| a.id.cmp(&b.id)));
    for at in 0..findings.len() {
        findings[at].rank = at as u64 + 1;
        findings[at].tied = findings.get(at + 1).is_some_and(|next| next.weight.high > findings[at].weight.value);
    }
}

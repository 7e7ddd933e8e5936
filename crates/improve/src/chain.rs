//! How much of a gap each link of a chain explains.

/// A gap between two products, in parts that add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The product on the side that is compared with.
    pub from: f64,
    /// The product on the side that is looked at.
    pub to: f64,
    /// What each link adds to `to − from`, in order.
    pub parts: Vec<f64>,
    /// By how much a part grows with its link: `part = scale · (to − from)` of that link.
    pub scales: Vec<f64>,
}

/// Takes the gap between two products apart: link i adds L(P, Q)·ln(qᵢ/pᵢ), L the logarithmic mean, which adds up to Q − P
/// exactly, leaves no rest, and does not depend on the order of the links or on which side comes first.
///
/// Source: B. W. Ang, "The LMDI approach to decomposition analysis", Energy Policy 33 (2005), 867–871.
///
/// ```
/// let gap = yeojido_improve::gap(&[0.5, 0.4], &[0.6, 0.4]).unwrap();
/// assert!((gap.parts[0] - 0.04).abs() < 1e-12 && gap.parts[1] == 0.0);
/// ```
///
/// `None` when there is no link, or one that lets nobody through: then the others explain nothing.
///
/// # Panics
/// When the sides have different numbers of links.
#[must_use]
pub fn gap(from: &[f64], to: &[f64]) -> Option<Gap> {
    assert_eq!(from.len(), to.len(), "both sides have the same links");
    let good = |share: &f64| *share > 0.0 && share.is_finite();
    if from.is_empty() || !from.iter().chain(to).all(good) {
        return None;
    }
    let (whole_from, whole_to) = (from.iter().product::<f64>(), to.iter().product::<f64>());
    let whole = logarithmic_mean(whole_from, whole_to);
    let links = || from.iter().zip(to);
    Some(Gap {
        from: whole_from,
        to: whole_to,
        parts: links().map(|(from, to)| whole * (to / from).ln()).collect(),
        scales: links().map(|(from, to)| whole / logarithmic_mean(*from, *to)).collect(),
    })
}

/// (b − a) / (ln b − ln a), and a where they are the same.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let apart = (b / a).ln();
    if apart.abs() < 1e-9 { f64::midpoint(a, b) } else { (b - a) / apart }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_that_lets_nobody_through_explains_nothing() {
        assert_eq!(gap(&[0.5, 0.0], &[0.5, 0.4]), None);
        assert_eq!(gap(&[], &[]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_turn_round_with_the_sides(
            links in prop::collection::vec((0.01_f64..=1.0, 0.01_f64..=1.0), 1..9),
        ) {
            let (from, to): (Vec<f64>, Vec<f64>) = links.into_iter().unzip();
            let there = gap(&from, &to).expect("all links let somebody through");
            let back = gap(&to, &from).expect("all links let somebody through");
            prop_assert!((there.parts.iter().sum::<f64>() - (there.to - there.from)).abs() < 1e-9);
            for (at, part) in there.parts.iter().enumerate() {
                prop_assert!((part + back.parts[at]).abs() < 1e-9);
                prop_assert!((part - there.scales[at] * (to[at] - from[at])).abs() < 1e-9);
            }
        }
    }
}

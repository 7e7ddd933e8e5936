//! Learning weights of linear models, by stochastic descent with a rate of its own for every weight.
//!
//! Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic
//! optimization", Journal of Machine Learning Research 12 (2011), 2121–2159. A share of the features is left out at
//! random in every step, so that no label hangs on one word: S. Wager, S. Wang and P. Liang, NIPS 2013, 351–359.

use crate::label::features::Features;
use crate::label::heads::Head;

/// One text with what it teaches.
#[derive(Debug, Clone)]
pub(crate) struct Lesson {
    pub features: Features,
    pub targets: Vec<Target>,
}

/// What a text teaches about one head.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub head: Head,
    /// By label, how far it holds, 0…1.
    pub chances: Vec<f32>,
    /// By label, how much it matters.
    pub weights: Vec<f32>,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    pub rows: usize,
    pub columns: usize,
    pub passes: usize,
    pub rate: f32,
    /// Share of features left out in a step.
    pub drop: f32,
    /// Pull towards nothing.
    pub decay: f32,
    pub seed: u64,
}

/// Numbers that look drawn by lot and are the same for the same seed (G. Marsaglia, "Xorshift RNGs", 2003).
pub(crate) struct Lot(u64);

impl Lot {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    pub(crate) const fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn share(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1_u64 << 24) as f32
    }
    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, (self.draw() % (last as u64 + 1)) as usize);
        }
    }
}

/// Weights, row by row.
pub(crate) fn learn(lessons: &[Lesson], course: Course) -> Vec<f32> {
    let mut weights = vec![0.0_f32; course.rows * course.columns];
    let mut squares = vec![1e-8_f32; weights.len()];
    let mut lot = Lot::new(course.seed);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut active: Features = Vec::new();
    for pass in 0..course.passes {
        let rate = course.rate * (1.0 - 0.8 * pass as f32 / course.passes as f32);
        lot.shuffle(&mut order);
        for &at in &order {
            let lesson = &lessons[at];
            let kept = (1.0 - course.drop).sqrt();
            active.clear();
            active.extend(
                lesson.features.iter().filter(|_| lot.share() >= course.drop).map(|&(row, value)| (row, value / kept)),
            );
            for target in &lesson.targets {
                step(&mut weights, &mut squares, &active, target, course, rate);
            }
        }
    }
    weights
}

fn step(weights: &mut [f32], squares: &mut [f32], active: &Features, target: &Target, course: Course, rate: f32) {
    let head = target.head;
    let mut sums = vec![0.0_f32; head.len];
    let from = |row: u32| row as usize * course.columns + head.first;
    for &(row, value) in active {
        for (sum, weight) in sums.iter_mut().zip(&weights[from(row)..]) {
            *sum += weight * value;
        }
    }
    let errors = errors(target, &sums);
    for &(row, value) in active {
        let at = from(row);
        let cells = weights[at..].iter_mut().zip(&mut squares[at..]).zip(&errors);
        for ((weight, square), error) in cells {
            let slope = error * value + course.decay * *weight;
            *square += slope * slope;
            *weight -= rate * slope / square.sqrt().max(1e-4);
        }
    }
}

/// How far each sum pulls the wrong way.
fn errors(target: &Target, sums: &[f32]) -> Vec<f32> {
    let local = Head { first: 0, ..target.head };
    let guesses = local.chances(sums);
    let wanted = target.chances.iter().zip(&target.weights);
    if target.head.one {
        let all: f32 = wanted.clone().map(|(chance, weight)| chance * weight).sum();
        return guesses.iter().zip(wanted).map(|(guess, (chance, weight))| all * guess - chance * weight).collect();
    }
    guesses
        .iter()
        .zip(wanted)
        .map(|(guess, (chance, weight))| guess * (chance * weight + 1.0 - chance) - chance * weight)
        .collect()
}

/// By label, how much it matters: rare ones more, by the given power of how rare they are.
pub(crate) fn balance(chances: impl Iterator<Item = Vec<f32>>, head: Head, power: f32) -> Vec<f32> {
    let mut counts = vec![1.0_f32; head.len];
    let mut all = 0.0_f32;
    for row in chances {
        all += 1.0;
        counts.iter_mut().zip(&row).for_each(|(count, chance)| *count += chance);
    }
    let even = if head.one { all / head.len as f32 } else { all };
    counts.iter().map(|count| (even / count).max(1e-3).powf(power)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lessons() -> Vec<Lesson> {
        let head = Head { first: 0, len: 2, one: true };
        let lesson = |row: u32, chances: Vec<f32>| Lesson {
            features: vec![(row, 1.0)],
            targets: vec![Target { head, chances, weights: vec![1.0, 1.0] }],
        };
        vec![lesson(0, vec![1.0, 0.0]), lesson(1, vec![0.0, 1.0]), lesson(2, vec![0.5, 0.5])]
    }

    #[test]
    fn what_is_certain_is_learnt_and_what_is_undecided_stays_so() {
        let course = Course { rows: 3, columns: 2, passes: 60, rate: 0.5, drop: 0.0, decay: 0.0, seed: 1 };
        let weights = learn(&lessons(), course);
        assert!(weights[0] - weights[1] > 2.0 && weights[3] - weights[2] > 2.0, "{weights:?}");
        assert!((weights[4] - weights[5]).abs() < 0.2, "{weights:?}");
        assert_eq!(weights, learn(&lessons(), course), "the same seed gives the same weights");
    }
}

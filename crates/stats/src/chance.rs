//! Numbers by chance from a seed: the same on every machine and for ever, so that a figure drawn today is drawn again next year.

/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
pub(crate) struct Chance(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`, every one as likely as every other to within bound ÷ 2³².
    pub(crate) const fn below(&mut self, bound: u32) -> u32 {
        let number = mixed(self.0) >> 32;
        self.0 = self.0.wrapping_add(STEP);
        ((number * bound as u64) >> 32) as u32
    }
}

/// One step of it: numbers in a row fall anywhere.
pub(crate) const fn mixed(number: u64) -> u64 {
    let mut x = number.wrapping_add(STEP);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the authors' `splitmix64.c` (S. Vigna, 2015) with the state 1234567.
    #[test]
    fn the_numbers_are_those_that_its_authors_publish() {
        let published: [u64; 5] = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        for (i, want) in (0_u64..).zip(published) {
            assert_eq!(mixed(1_234_567_u64.wrapping_add(i.wrapping_mul(STEP))), want);
        }
    }

    #[test]
    fn every_number_below_a_bound_comes_about_as_often() {
        let (mut chance, mut counts) = (Chance::new(1), [0_u32; 7]);
        (0..70_000).for_each(|_| counts[chance.below(7) as usize] += 1);
        // The chi-square of six degrees exceeds 22.5 once in a thousand.
        let squares: f64 = counts.iter().map(|&count| (f64::from(count) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(squares < 22.5, "{counts:?}");
    }
}

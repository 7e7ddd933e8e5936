//! Where nothing is new, nothing is said to be: the demo's voices with their times dealt out anew.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use yeojido_domain::{Micros, VoiceKey};
use yeojido_text::{Catalogue, Heard, Windows};

use crate::said::{day, demo, heard};

const DEALS: u64 = 20;

#[test]
fn times_dealt_out_by_lot_make_hardly_any_news() {
    let real = heard(demo());
    let windows = Windows::weeks(day(2026, 11, 23), 4, 20);
    let times: BTreeMap<VoiceKey, Micros> = real.iter().map(|it| (it.voice, it.time)).collect();
    let (mut with_news, mut with_rise) = (0, 0);
    for seed in 0..DEALS {
        let mut dealt: Vec<Micros> = times.values().copied().collect();
        dealt.shuffle(&mut StdRng::seed_from_u64(seed));
        let dealt: BTreeMap<VoiceKey, Micros> = times.keys().copied().zip(dealt).collect();
        let shuffled: Vec<Heard<'_>> = real.iter().map(|it| Heard { time: dealt[&it.voice], ..*it }).collect();
        let mut catalogue = Catalogue::shipped();
        with_rise += u32::from(catalogue.themes(&shuffled, &windows).themes.iter().any(|it| it.trend.is_rising()));
        with_news += u32::from(!catalogue.emerge(&shuffled, &windows).is_empty());
    }
    println!("of {DEALS} deals {with_news} made news, {with_rise} let a theme rise");
    assert!(with_news <= 3 && with_rise <= 3, "{with_news} {with_rise}");
}

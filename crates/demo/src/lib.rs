//! A company to try Yeojido on: 마루상점, a Korean online shop for home goods, with six months of what its customers did
//! and said, and truths planted in it by stage, channel, trait and week.
//!
//! Why invented: real data of a company cannot be shipped, and only in invented data is the truth known, so that what
//! the product finds can be held against it. The truths stand in [`truths`] as numbers and in `docs/demo.md` as words.
//!
//! What it refuses: chance. The same seed gives the same company, to the event.

pub mod corpus;
mod people;
mod said;
mod trip;
pub mod truths;

use rand::SeedableRng;
use rand::rngs::StdRng;
use yeojido_domain::{Customer, Event, Journey, JourneyError, Voice};

pub use corpus::CorpusError;

/// The seed of the company that `yeojido demo` makes unless told otherwise.
pub const SEED: u64 = 20_261_122;

/// The source that all of the demo's events carry.
pub const SOURCE: &str = "maru";

/// The whole company.
pub struct Company {
    /// Its customers with their traits.
    pub customers: Vec<Customer>,
    /// What they did, in the order of customers, by time inside each.
    pub events: Vec<Event>,
    /// What they said.
    pub voices: Vec<Voice>,
}

/// Makes the company of a seed with so many customers (20,000 in the demo).
///
/// # Errors
/// [`CorpusError`] when a line of the corpus cannot be read.
pub fn company(seed: u64, customers: usize) -> Result<Company, CorpusError> {
    let mut rng = StdRng::seed_from_u64(seed);
    let lines = corpus::lines()?;
    let people = people::people(&mut rng, customers);
    let mut events = Vec::with_capacity(customers * 52);
    let mut moments = Vec::new();
    for person in &people {
        trip::take(&mut rng, person, &mut events, &mut moments);
    }
    let voices = said::voices(&mut rng, &lines, &moments);
    Ok(Company { customers: people.iter().map(people::Person::customer).collect(), events, voices })
}

/// The journeys that come with the company.
///
/// # Errors
/// [`JourneyError`] when one of the files is not a journey.
pub fn journeys() -> Result<Vec<Journey>, JourneyError> {
    [include_str!("../journeys/first-purchase.yaml"), include_str!("../journeys/help.yaml")]
        .into_iter()
        .map(Journey::from_yaml)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_company() {
        let (a, b) = (company(7, 300).expect("corpus"), company(7, 300).expect("corpus"));
        assert_eq!(a.events, b.events);
        assert_eq!(a.voices, b.voices);
        assert_ne!(a.events, company(8, 300).expect("corpus").events);
    }

    #[test]
    fn its_journeys_are_journeys() {
        assert_eq!(journeys().expect("both files").len(), 2);
    }

    #[test]
    fn lateness_rises_with_the_courier_as_planted() {
        let company = company(SEED, 20_000).expect("corpus");
        let mut counts = [[0_u32; 2]; 2];
        for event in company.events.iter().filter(|e| e.event == "배송 완료") {
            let new = usize::from(event.properties["택배사"].to_text() == "새별택배");
            let late = usize::from(event.properties["늦음"].to_text() == "true");
            counts[new][late] += 1;
        }
        let rate = |c: [u32; 2]| f64::from(c[1]) / f64::from(c[0] + c[1]);
        // Before the change lies the holiday, in which parcels pile up.
        assert!((0.07..0.14).contains(&rate(counts[0])), "{counts:?}");
        assert!((0.16..0.23).contains(&rate(counts[1])), "{counts:?}");
    }

    #[test]
    fn nobody_speaks_of_the_new_courier_before_it_came() {
        let company = company(SEED, 20_000).expect("corpus");
        let changed = yeojido_domain::Zone::seoul().start_of(truths::COURIER_CHANGED);
        let mut told = company.voices.iter().filter(|v| v.text.as_ref().is_some_and(|t| t.contains("새 택배사")));
        assert!(told.all(|voice| voice.time >= changed));
    }

    #[test]
    fn no_two_voices_say_the_same() {
        let company = company(SEED, 20_000).expect("corpus");
        let mut texts: Vec<_> = company.voices.iter().filter_map(|v| v.text.as_deref()).collect();
        let all = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert!(texts.len() * 100 >= all * 95, "{} of {all} are distinct", texts.len());
    }
}

//! Labels that people put right: revisions, conflicts, going back, without a word of a customer.

use yeojido_domain::{Correction, Micros, Need, Sentiment, VoiceKey};
use yeojido_store::{Corrected, NewCorrection, PlaceInVoice, Recorrected, Store};

use super::written::kim;
use crate::{Ground, workspace};

pub(crate) async fn all(ground: &dyn Ground) {
    a_correction_comes_back_as_it_was_written(ground).await;
    who_began_from_an_old_revision_is_told_the_newest(ground).await;
    of_two_who_correct_at_once_one_wins(ground).await;
    going_back_is_a_revision_and_the_history_stays(ground).await;
}

fn place(voice: u128, start: u32) -> PlaceInVoice {
    PlaceInVoice { voice: VoiceKey(voice), start, end: start + 10 }
}

fn sad() -> Option<Correction> {
    Some(Correction { sentiment: Some(Sentiment::Negative), need: Some(None), ..Correction::default() })
}

fn new(place: PlaceInVoice, base: u32, correction: Option<Correction>) -> NewCorrection {
    NewCorrection { place, words: "1f".repeat(16), base, correction }
}

async fn saved(store: &Store, new: &NewCorrection, at: i64) -> Corrected {
    match store.correct(new, &kim(), Micros(at)).await.expect("answers") {
        Recorrected::Saved(saved) => saved,
        Recorrected::Conflict(newest) => panic!("{newest:?} is in the way"),
    }
}

async fn a_correction_comes_back_as_it_was_written(ground: &dyn Ground) {
    let store = workspace(ground, "corrections").await;
    assert_eq!(store.corrections_number().await.expect("reads"), 0);
    let made = saved(&store, &new(place(u128::MAX, 3), 0, sad()), 7).await;
    assert_eq!((made.revision, made.at, &made.by, &made.correction), (1, Micros(7), &kim(), &sad()));
    store.close().await.expect("closes");

    let store = workspace(ground, "corrections").await;
    assert_eq!(store.corrections().await.expect("reads"), std::slice::from_ref(&made));
    assert_eq!(store.corrections_number().await.expect("reads"), made.number);
    assert_eq!(store.corrections_at(&place(u128::MAX, 4)).await.expect("reads"), []);
}

async fn who_began_from_an_old_revision_is_told_the_newest(ground: &dyn Ground) {
    let store = workspace(ground, "corrections_conflict").await;
    let early = store.correct(&new(place(1, 0), 2, sad()), &kim(), Micros(1)).await.expect("answers");
    assert_eq!(early, Recorrected::Conflict(None), "nobody has corrected there");
    saved(&store, &new(place(1, 0), 0, sad()), 1).await;
    let care = Some(Correction { need: Some(Some(Need::Care)), ..Correction::default() });
    let newest = saved(&store, &new(place(1, 0), 1, care), 2).await;
    for base in [0, 1, 3] {
        let late = store.correct(&new(place(1, 0), base, sad()), &kim(), Micros(3)).await.expect("answers");
        assert_eq!(late, Recorrected::Conflict(Some(Box::new(newest.clone()))), "base {base}");
    }
    saved(&store, &new(place(1, 10), 0, sad()), 4).await;
    saved(&store, &new(place(2, 0), 0, sad()), 5).await;
    assert_eq!(store.corrections().await.expect("reads").len(), 3, "each statement of each voice has its own");
}

async fn of_two_who_correct_at_once_one_wins(ground: &dyn Ground) {
    let store = workspace(ground, "corrections_race").await;
    for round in 0..5_u32 {
        let writes = (0..4).map(|who| {
            let store = store.clone();
            let write = async move { store.correct(&new(place(1, 0), round, sad()), &kim(), Micros(who)).await };
            tokio::spawn(write)
        });
        let mut won = 0;
        for write in writes.collect::<Vec<_>>() {
            match write.await.expect("does not panic").expect("answers") {
                Recorrected::Saved(_) => won += 1,
                Recorrected::Conflict(newest) => assert_eq!(newest.expect("is there").revision, round + 1),
            }
        }
        assert_eq!(won, 1, "round {round}");
    }
}

async fn going_back_is_a_revision_and_the_history_stays(ground: &dyn Ground) {
    let store = workspace(ground, "corrections_back").await;
    saved(&store, &new(place(1, 0), 0, sad()), 1).await;
    let back = saved(&store, &new(place(1, 0), 1, None), 2).await;
    assert_eq!(store.corrections().await.expect("reads"), [back]);
    let history = store.corrections_at(&place(1, 0)).await.expect("reads");
    assert_eq!(
        history.iter().map(|one| (one.revision, one.correction.is_some())).collect::<Vec<_>>(),
        [(2, false), (1, true)]
    );
}

//! Every customer on both sides at once.

use yeojido_improve::contrast::{Marks, Pull, Slant, Tally};
use yeojido_journey::{PersonEvents, fold};

use super::super::crowd::{Adding, Crowd};
use super::super::ground::Ground;
use crate::AppError;

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The whole that the rows explain.
    Gap,
    /// A step, a period, a number of stretches, the code of a value.
    At(usize),
    /// Who may still go on from a step: told, and not compared.
    Undecided(usize),
    /// One event, and the next.
    Pair(u32, u32),
    /// At a step of paths from one node to the next; without the first a beginning, without the second an end.
    Way(usize, Option<u32>, Option<u32>),
    /// A whole way.
    Path(Box<[u32]>),
    /// From a stage, or the beginning, to another that was not meant.
    Leave(Option<u8>, u8),
}

pub(super) type Noted = Marks<Key>;

/// What a customer's events are on one side.
pub(super) type Noting<'s> = Adding<'s, Noted>;

/// A side's customers among all events.
pub(super) fn crowd(ground: &Ground) -> Result<Crowd<'_>, AppError> {
    Crowd::of(ground, ground.frame())
}

/// One side, ready to be looked at.
pub(super) struct Side<'s> {
    pub ground: &'s Ground,
    pub note: Noting<'s>,
}

/// Both of them, over the same events.
pub(super) struct Sides<'s> {
    pub ground: &'s Ground,
    pub wholes: usize,
    pub a: Side<'s>,
    pub b: Side<'s>,
}

impl Sides<'_> {
    /// The sums of all rows.
    pub fn tally(&self) -> Result<Tally<Key>, AppError> {
        self.each(|| Tally::none(self.wholes), Tally::add, Tally::merge)
    }

    /// How far customers move a measure that is made of several rows.
    pub fn pull(&self, slant: &Slant<Key>) -> Result<Pull, AppError> {
        self.each(Pull::default, |sum, a, b| slant.add(sum, a, b), Pull::merge)
    }

    fn each<S: Send>(
        &self,
        empty: impl Fn() -> S + Sync,
        add: impl Fn(&mut S, &Noted, &Noted) + Sync,
        merge: impl Fn(&mut S, S),
    ) -> Result<S, AppError> {
        let none = || Noted::none(self.wholes);
        let one = |(sum, a, b): &mut (S, Noted, Noted), person: &PersonEvents<'_>| {
            if self.ground.check().is_err() {
                return;
            }
            for (side, marks) in [(&self.a, &mut *a), (&self.b, &mut *b)] {
                marks.clear();
                if side.ground.holds(person.person) {
                    (side.note)(marks, person);
                }
            }
            if a.is_there() || b.is_there() {
                add(sum, a, b);
            }
        };
        let all = fold(self.ground.frame(), || (empty(), none(), none()), one, |sum, more| merge(&mut sum.0, more.0));
        self.ground.check()?;
        Ok(all.0)
    }
}

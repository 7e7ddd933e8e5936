//! Who acts, and what they may do: decided here and nowhere else.

use yeojido_domain::{JourneyId, Side};
use yeojido_store::{Author, LOCAL_OWNER};

use crate::AppError;

/// Longest name, in characters.
const NAME_MAX: usize = 40;

/// Somebody who acts. An account, once there are accounts, is one more way to make an actor; what an actor may do stays
/// the question of [`Actor::may`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    id: String,
    name: Option<String>,
    rights: Rights,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rights {
    /// Whoever runs the product on this machine: everything.
    Owner,
    /// Whoever holds a link: to look at one map's numbers, on one side of it.
    Visitor(Visit),
}

/// What a link opens to whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visit {
    /// Which link.
    pub share: i64,
    /// Whose map.
    pub journey: JourneyId,
    /// As it is, or to be; the numbers of today stand beside the wishes there.
    pub side: Side,
    /// Whether it opens masked words of customers.
    pub words: bool,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed<'j> {
    /// See a map's numbers and what is written on it.
    See(&'j JourneyId),
    /// See what is found and written on the side as it is.
    SeeAsIs(&'j JourneyId),
    /// See the side to be.
    SeeToBe(&'j JourneyId),
    /// See words of customers with everything masked that tells who spoke.
    SeeMasked(&'j JourneyId),
    /// See the people, events and words behind a number.
    SeeBehind(&'j JourneyId),
    /// Write in a map's cells.
    Write(&'j JourneyId),
    /// Talk about a map.
    Comment(&'j JourneyId),
    /// Open a map to others, and close it again.
    Share(&'j JourneyId),
    /// Order and hide the lanes of a workspace.
    Arrange,
    /// Put labels of statements right: it changes every number made of them.
    Correct,
    /// Keep analyses and annotations of a workspace.
    Keep,
    /// Say which language model the workspace uses, for what, and how much of it: words leave the machine by it.
    Connect,
    /// Have a language model asked about a map.
    Ask(&'j JourneyId),
    /// Have a language model draft an answer to a customer, and see what it drafted.
    Draft,
    /// Decide which customers are one, and see what was decided: it changes every number, and tells who somebody is.
    Identify,
}

impl Actor {
    /// The local owner, under the name that they write under.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a name that is no name.
    pub fn owner(name: Option<&str>) -> Result<Self, AppError> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if name.is_some_and(|name| name.chars().count() > NAME_MAX || name.chars().any(char::is_control)) {
            return Err(AppError::invalid("bad_name", "name", format!("a name has at most {NAME_MAX} characters")));
        }
        Ok(Self { id: LOCAL_OWNER.to_owned(), name: name.map(str::to_owned), rights: Rights::Owner })
    }

    /// Whoever holds a link to a map.
    pub(super) fn visitor(visit: Visit) -> Self {
        Self { id: format!("share_{}", visit.share), name: None, rights: Rights::Visitor(visit) }
    }

    /// Whether they may.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn may(&self, deed: Deed<'_>) -> Result<(), AppError> {
        let allowed = match (&self.rights, deed) {
            (Rights::Owner, _) => true,
            (Rights::Visitor(visit), Deed::See(asked)) => visit.journey == *asked,
            (Rights::Visitor(visit), Deed::SeeAsIs(asked)) => visit.journey == *asked && visit.side == Side::AsIs,
            (Rights::Visitor(visit), Deed::SeeToBe(asked)) => visit.journey == *asked && visit.side == Side::ToBe,
            (Rights::Visitor(visit), Deed::SeeMasked(asked)) => visit.journey == *asked && visit.words,
            (Rights::Visitor(_), _) => false,
        };
        if allowed { Ok(()) } else { Err(AppError::Forbidden { who: self.id.clone() }) }
    }

    /// As the store writes them down.
    #[must_use]
    pub fn author(&self) -> Author {
        Author { id: self.id.clone(), name: self.name.clone() }
    }

    /// As they are called on screen: the name they write under, else the account's id.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// How an author is called on screen.
pub(crate) fn shown(by: &Author) -> String {
    by.name.clone().unwrap_or_else(|| by.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_sees_the_numbers_of_one_map_and_nothing_else() {
        let (mine, other) = (JourneyId::new("buy").expect("an id"), JourneyId::new("sell").expect("an id"));
        let visitor = Actor::visitor(Visit { share: 1, journey: mine.clone(), side: Side::AsIs, words: false });
        assert!(visitor.may(Deed::See(&mine)).is_ok() && visitor.may(Deed::SeeAsIs(&mine)).is_ok());
        for deed in [
            Deed::See(&other),
            Deed::SeeAsIs(&other),
            Deed::SeeToBe(&mine),
            Deed::SeeMasked(&mine),
            Deed::SeeBehind(&mine),
            Deed::Write(&mine),
            Deed::Comment(&mine),
            Deed::Share(&mine),
            Deed::Arrange,
            Deed::Correct,
            Deed::Keep,
            Deed::Connect,
            Deed::Ask(&mine),
            Deed::Draft,
            Deed::Identify,
        ] {
            assert!(matches!(visitor.may(deed), Err(AppError::Forbidden { .. })), "{deed:?}");
        }
    }

    #[test]
    fn a_link_to_one_side_opens_that_side_of_that_map_alone() {
        let (mine, other) = (JourneyId::new("buy").expect("an id"), JourneyId::new("sell").expect("an id"));
        let visitor = Actor::visitor(Visit { share: 1, journey: mine.clone(), side: Side::ToBe, words: true });
        for deed in [Deed::See(&mine), Deed::SeeToBe(&mine), Deed::SeeMasked(&mine)] {
            assert!(visitor.may(deed).is_ok(), "{deed:?}");
        }
        for deed in [Deed::SeeAsIs(&mine), Deed::SeeBehind(&mine), Deed::SeeToBe(&other), Deed::SeeMasked(&other)] {
            assert!(visitor.may(deed).is_err(), "{deed:?}");
        }
    }

    #[test]
    fn the_owner_may_do_everything_under_a_name_or_none() {
        let journey = JourneyId::new("buy").expect("an id");
        let owner = Actor::owner(Some("  정도윤 ")).expect("a good name");
        assert!(owner.may(Deed::Share(&journey)).is_ok());
        assert_eq!(owner.shown(), "정도윤");
        assert_eq!(Actor::owner(Some(" ")).expect("no name").shown(), LOCAL_OWNER);
        assert!(Actor::owner(Some(&"가".repeat(41))).is_err());
        assert!(Actor::owner(Some("a\nb")).is_err());
    }
}

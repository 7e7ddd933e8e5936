//! What is appended, and what came of it.

use serde::{Deserialize, Serialize};
use yeojido_domain::{Customer, Event, PersonId, Voice};

/// An identifier of a person as a source gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identity<'a> {
    /// A known customer.
    Customer(&'a str),
    /// An anonymous visitor: a device, a cookie.
    Anonymous(&'a str),
}

/// Which kind of identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// A known customer.
    Customer,
    /// An anonymous visitor.
    Anonymous,
}

impl IdentifierKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Anonymous => "anonymous",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "customer" => Some(Self::Customer),
            "anonymous" => Some(Self::Anonymous),
            _ => None,
        }
    }
}

/// Rows to append in one step: all of them become visible at once, or none.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The mapping's source: kept as the `origin` of every voice of the batch.
    pub source: String,
    /// What customers did. Each needs a customer, an anonymous visitor, or both.
    pub events: Vec<Event>,
    /// What customers said.
    pub voices: Vec<Voice>,
    /// Who they are.
    pub customers: Vec<Customer>,
    /// What people decided about who is who, in this order, after what the events say.
    pub decisions: Vec<Decision>,
}

/// That somebody is somebody else, or again nobody but themselves: it outlives what events said before, and the same pair
/// said by a later event changes nothing. Who is somebody who is somebody else is that one too; a circle is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// An anonymous visitor, in the words of the sources.
    Visitor {
        /// The visitor.
        anonymous: String,
        /// Who it is; nobody known when missing.
        customer: Option<String>,
    },
    /// Anybody whom the lake knows, by their ids.
    Person {
        /// Who was taken for one of their own.
        person: PersonId,
        /// Who it is; nobody else when missing.
        is: Option<PersonId>,
    },
}

/// Names an append, so that it happens once however often it is tried: a job and the number of its chunk. Versions of
/// an application must be appended in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Txn {
    /// Who appends, such as `job_12`.
    pub app: String,
    /// Which of its appends; not negative.
    pub version: i64,
}

/// Of the rows of one kind: how many were new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// New, and stored.
    pub stored: u64,
    /// Known already, in the lake or earlier in the batch, and left out.
    pub duplicates: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, new: bool) {
        if new {
            self.stored += 1;
        } else {
            self.duplicates += 1;
        }
    }
}

/// What came of an append.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// Events.
    pub events: Tally,
    /// Voices.
    pub voices: Tally,
    /// Customers: stored if the customer or at least one of the traits was new.
    pub customers: Tally,
    /// Distinct objects of object-centric logs that were new.
    pub objects: u64,
    /// Relations between stored events and objects.
    pub relations: u64,
    /// The version of the lake that has them.
    pub version: u64,
}

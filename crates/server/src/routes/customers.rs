//! Customers: the list, and one of them.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::Question;
use yeojido_app::people::{self, CustomerQuery};
use yeojido_app::{AppError, map};
use yeojido_domain::{Filter, Period, PersonId};

use crate::asked::{self, Asked, Named, Room, now};
use crate::problem::Answer;
use crate::wire::{CustomerPage, Customers, Problem, pour};

/// Which customers.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Text in an identifier or a trait.
    pub q: Option<String>,
    /// A JSON list of predicates (`Predicate`) on traits.
    #[serde(rename = "where")]
    #[param(rename = "where")]
    pub filter: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Rows of a page.
    pub limit: Option<usize>,
}

/// Which page of a customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichPage {
    /// The journey whose walks and stages are shown.
    pub journey: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Moments of a page.
    pub limit: Option<usize>,
}

/// Customers, the one seen last first.
#[utoipa::path(get, path = "/api/w/{ws}/customers", tag = "customers", params(("ws" = String, Path), Which),
    responses((status = 200, body = Customers), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room, Asked(which): Asked<Which>) -> Answer<Json<Customers>> {
    let query = CustomerQuery {
        text: which.q.unwrap_or_default(),
        filter: asked::filter(which.filter.as_deref())?,
        cursor: which.cursor,
        limit: which.limit,
    };
    Ok(Json(pour(&people::customers(&workspace, &query).await?)?))
}

/// One customer: identifiers, traits, and a timeline of events and voices together.
#[utoipa::path(get, path = "/api/w/{ws}/customers/{person}", tag = "customers",
    params(("ws" = String, Path), ("person" = String, Path), WhichPage),
    responses((status = 200, body = CustomerPage), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(person): Named<String>,
    Asked(which): Asked<WhichPage>,
) -> Answer<Json<CustomerPage>> {
    let missing = || AppError::NotFound { what: "customer", id: person.clone() };
    let id: PersonId = person.parse().map_err(|_| missing())?;
    let scene = match which.journey.as_deref().filter(|id| !id.is_empty()) {
        None => None,
        Some(journey) => {
            let question = Question {
                journey: asked::journey(journey)?,
                version: None,
                lake_version: None,
                period: Period::all(workspace.zone.clone()),
                filter: Filter::default(),
            };
            Some(map::scene(&workspace, &question, now()).await?)
        }
    };
    let page = people::customer(&workspace, id, scene.as_deref(), which.cursor.as_deref(), which.limit).await?;
    Ok(Json(pour(&page)?))
}

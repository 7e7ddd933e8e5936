//! Errors as answers: `application/problem+json` with a stable code, never a bare text.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use yeojido_app::AppError;
use yeojido_app::jobs::Problem;

/// A problem on its way out.
#[derive(Debug)]
pub struct Refusal(pub Box<Problem>);

/// Answer of a handler.
pub type Answer<T> = Result<T, Refusal>;

impl Refusal {
    /// A problem with neither field nor row.
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(status.as_u16(), code, title)))
    }

    /// A problem of one field of the input.
    pub fn of_field(status: StatusCode, code: &str, field: &str, title: impl Into<String>) -> Self {
        let mut refusal = Self::new(status, code, title);
        refusal.0.field = Some(field.to_owned());
        refusal
    }
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(Box::new(Problem::from(&error)))
    }
}

impl From<Box<Problem>> for Refusal {
    fn from(problem: Box<Problem>) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error() {
            tracing::error!(code = self.0.code, "{}", self.0.title);
        }
        let mut answer = (status, axum::Json(self.0)).into_response();
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        answer
    }
}

//! Asks a model, again where that may help, and counts what it cost.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, HeaderValue, RETRY_AFTER};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::dialect::Dialect;
use crate::patience::retry_after;
use crate::protocol::{Completion, complaint, object};
use crate::{Endpoint, Key, LlmError, Patience, Prompt};

/// Longest answer that is read.
const ANSWER_BYTES: usize = 1 << 20;
/// Longest complaint that is read.
const COMPLAINT_BYTES: usize = 16 << 10;
/// Most redirects within one host.
const REDIRECTS: usize = 3;
/// Answers of a wrong shape after which a question is given up.
const SHAPELESS: u32 = 2;

/// What asking cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// Requests that were sent and may have been worked on.
    pub calls: u64,
    /// Tokens of the questions.
    pub tokens_in: u64,
    /// Tokens of the answers.
    pub tokens_out: u64,
}

/// What came of a question. It may have cost something and still have no answer.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What it cost.
    pub spent: Spent,
    /// The answer, in the shape that was asked for.
    pub answer: Result<T, LlmError>,
    /// The model that answered, as it calls itself.
    pub model: Option<String>,
}

/// A model at an endpoint.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    endpoint: Endpoint,
    model: String,
    key: Option<Key>,
    patience: Patience,
    /// How the server has been found to speak.
    dialect: Mutex<Dialect>,
}

/// Why a try brought no answer.
struct Failure {
    error: LlmError,
    /// Whether another try may bring one, and when if the other side said so.
    again: Option<Option<Duration>>,
    /// What the server said, if it may not know a field.
    about_form: Option<String>,
}

impl Failure {
    const fn last(error: LlmError) -> Self {
        Self { error, again: None, about_form: None }
    }
}

impl Client {
    /// A client for a model. Nothing is sent yet.
    ///
    /// # Errors
    /// [`LlmError::Unreachable`] when the system gives no client.
    pub fn new(endpoint: Endpoint, model: &str, key: Option<Key>, patience: Patience) -> Result<Self, LlmError> {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("yeojido/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(patience.connect)
            .timeout(patience.answer)
            .redirect(Policy::custom(within_one_host));
        if endpoint.is_here() {
            builder = builder.no_proxy();
        }
        let http = builder.build();
        let http = http.map_err(|why| LlmError::Unreachable { origin: endpoint.origin(), why: plain(&why) })?;
        Ok(Self { http, endpoint, model: model.to_owned(), key, patience, dialect: Mutex::default() })
    }

    /// Asks, and reads the answer in the shape that was asked for.
    pub async fn ask<T: DeserializeOwned>(&self, prompt: &Prompt) -> Outcome<T> {
        let mut spent = Spent::default();
        let (mut tried, mut shapeless) = (0, 0);
        loop {
            tried += 1;
            let dialect = *self.dialect.lock().unwrap_or_else(PoisonError::into_inner);
            let failure = match self.try_once::<T>(prompt, dialect, &mut spent).await {
                Ok((answer, model)) => return Outcome { spent, answer: Ok(answer), model },
                Err(failure) => failure,
            };
            if let Some(other) = failure.about_form.and_then(|said| dialect.after(&said)) {
                *self.dialect.lock().unwrap_or_else(PoisonError::into_inner) = other;
                tried -= 1;
                continue;
            }
            shapeless += u32::from(matches!(failure.error, LlmError::Shapeless { .. }));
            let again = failure.again.filter(|_| tried < self.patience.tries && shapeless < SHAPELESS);
            let pause = again.map(|asked| self.patience.before_next(tried, asked));
            match pause.filter(|pause| *pause <= self.patience.longest_pause) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Outcome { spent, answer: Err(failure.error), model: None },
            }
        }
    }

    async fn try_once<T: DeserializeOwned>(
        &self,
        prompt: &Prompt,
        dialect: Dialect,
        spent: &mut Spent,
    ) -> Result<(T, Option<String>), Failure> {
        let mut request = self.http.post(self.endpoint.completions()).json(&dialect.question(&self.model, prompt));
        if let Some(key) = &self.key
            && let Ok(mut bearer) = HeaderValue::from_str(&format!("Bearer {}", key.reveal()))
        {
            bearer.set_sensitive(true);
            request = request.header(AUTHORIZATION, bearer);
        }
        let response = request.send().await.map_err(|why| self.unsent(&why, prompt, spent))?;
        let status = response.status();
        if !status.is_success() {
            return Err(self.refused(response).await);
        }
        spent.calls += 1;
        let read = self.read(response, ANSWER_BYTES).await;
        let completion = read.and_then(|body| {
            serde_json::from_slice::<Completion>(&body)
                .map_err(|why| self.shapeless(format!("it is no chat completion: {:?} error", why.classify())))
        });
        // Whoever does not say what it cost is counted by the letters: nothing is ever for free.
        let usage = completion.as_ref().ok().and_then(|completion| completion.usage);
        spent.tokens_in += usage.map_or_else(|| prompt.letters(), |usage| usage.prompt_tokens);
        let completion = completion.map_err(|error| self.perhaps_again(error))?;
        let written = completion.choices.iter().filter_map(|choice| choice.message.content.as_deref());
        let letters = written.map(|text| text.chars().count() as u64).sum();
        spent.tokens_out += usage.map_or(letters, |usage| usage.completion_tokens);
        let model = completion.model.clone();
        Ok((self.answer(completion)?, model))
    }

    fn answer<T: DeserializeOwned>(&self, completion: Completion) -> Result<T, Failure> {
        let first = completion.choices.into_iter().next();
        let choice = first.ok_or_else(|| self.perhaps_again(self.shapeless("it has no choice".to_owned())))?;
        match choice.finish_reason.as_deref() {
            Some("length") => return Err(Failure::last(LlmError::Cut)),
            Some("content_filter") => return Err(Failure::last(LlmError::Declined)),
            _ => {}
        }
        if choice.message.refusal.is_some_and(|why| !why.is_empty()) {
            return Err(Failure::last(LlmError::Declined));
        }
        let content = choice.message.content.unwrap_or_default();
        object(&content).map_err(|why| self.perhaps_again(self.shapeless(why)))
    }

    /// No answer came. Whoever was reached and did not answer in time may have worked all the same.
    fn unsent(&self, why: &reqwest::Error, prompt: &Prompt, spent: &mut Spent) -> Failure {
        let origin = self.endpoint.origin();
        if why.is_redirect() {
            return Failure::last(LlmError::Elsewhere { origin });
        }
        if why.is_timeout() && !why.is_connect() {
            spent.calls += 1;
            spent.tokens_in += prompt.letters();
            return Failure::last(LlmError::Slow { origin, seconds: self.patience.answer.as_secs() });
        }
        let error = LlmError::Unreachable { origin, why: plain(why) };
        Failure { error, again: Some(None), about_form: None }
    }

    async fn refused(&self, response: Response) -> Failure {
        let (origin, status) = (self.endpoint.origin(), response.status());
        let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let after = after.and_then(|value| retry_after(value, Timestamp::now()));
        // A complaint that cannot be read is none; the status says what matters.
        let body = self.read(response, COMPLAINT_BYTES).await.unwrap_or_default();
        let (code, said) = complaint(&body);
        let said = self.key.as_ref().map_or_else(|| said.clone(), |key| key.out_of(&said));
        let (number, form) = (status.as_u16(), said.clone());
        let (error, again) = match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                (LlmError::Key { origin, status: number, code, said }, None)
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let after_s = after.map(|after| after.as_secs());
                (LlmError::Busy { origin, status: number, code, after_s }, Some(after))
            }
            _ if status.is_server_error() => (LlmError::Failed { origin, status: number, code }, Some(after)),
            _ if status.is_redirection() => (LlmError::Elsewhere { origin }, None),
            _ => (LlmError::Refused { origin, status: number, code, said }, None),
        };
        let about_form = matches!(number, 400 | 422).then_some(form);
        Failure { error, again, about_form }
    }

    async fn read(&self, mut response: Response, limit: usize) -> Result<Vec<u8>, LlmError> {
        let origin = || self.endpoint.origin();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(part)) if body.len() + part.len() > limit => {
                    return Err(LlmError::TooLong { origin: origin(), limit });
                }
                Ok(Some(part)) => body.extend_from_slice(&part),
                Ok(None) => return Ok(body),
                Err(why) if why.is_timeout() => {
                    return Err(LlmError::Slow { origin: origin(), seconds: self.patience.answer.as_secs() });
                }
                Err(why) => return Err(LlmError::Unreachable { origin: origin(), why: plain(&why) }),
            }
        }
    }

    fn shapeless(&self, why: String) -> LlmError {
        LlmError::Shapeless { origin: self.endpoint.origin(), why }
    }

    /// A model may do better the next time; one that is slow or writes for ever will not.
    fn perhaps_again(&self, error: LlmError) -> Failure {
        let again = matches!(error, LlmError::Shapeless { .. } | LlmError::Unreachable { .. });
        Failure { error, again: again.then_some(Some(Duration::ZERO)), about_form: None }
    }
}

/// Words go to the host that a person named, and to no other.
fn within_one_host(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let first = attempt.previous().first().map(reqwest::Url::origin);
    if attempt.previous().len() > REDIRECTS || first.as_ref() != Some(&attempt.url().origin()) {
        return attempt.error("another host");
    }
    attempt.follow()
}

/// What the system said, without the address, which may hold what is nobody's business.
fn plain(why: &reqwest::Error) -> String {
    let mut deepest: &dyn std::error::Error = why;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string().chars().take(200).collect()
}

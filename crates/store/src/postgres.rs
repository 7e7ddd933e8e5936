//! The address of a PostgreSQL database, and what opening it may run into.
//!
//! The password is inside the driver's options only: nothing that is shown, written down or said in an error has it.
//! TLS is the driver's: `sslmode` (`prefer` unless told) and `sslrootcert` in the address.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use crate::StoreError;

/// How long a server may take to let somebody in.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest name that PostgreSQL keeps whole; it cuts a longer one without a word.
const LONGEST_NAME: usize = 63;
/// The schema of a server's own tables, and the beginning of its workspaces'.
const SCHEMA: &str = "yeojido";

/// A PostgreSQL database, and the schema in it.
#[derive(Clone)]
pub struct Postgres {
    url: String,
    options: PgConnectOptions,
    schema: Option<String>,
}

/// Why a PostgreSQL database could not be opened, told apart by what people can do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Shut {
    /// Nobody answers there: look at host, port and network.
    #[error("it does not answer ({0})")]
    Silent(String),
    /// Look at user and password.
    #[error("it does not let the user `{0}` in: the password is wrong or missing, or the user is unknown")]
    Password(String),
    /// Make the database.
    #[error("there is no database `{0}`")]
    NoDatabase(String),
    /// Give the user the right to make schemas and tables.
    #[error("the user `{0}` may not make schemas or tables in it")]
    NoRight(String),
    /// Look at `sslmode` and the certificates.
    #[error("no secure connection could be made ({0})")]
    Insecure(String),
    /// Wait, or allow more connections.
    #[error("it has no connection left")]
    Full,
    /// Another server works on it.
    #[error("another yeojido works on it")]
    InUse,
    /// The name of a workspace is too long for a schema of its own.
    #[error("`{0}` is longer than the 63 letters that PostgreSQL allows for a schema")]
    LongName(String),
    /// Whatever else it said.
    #[error("it refused ({0})")]
    Other(String),
}

impl FromStr for Postgres {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(StoreError::Address(scheme(text)));
        }
        let (url, schema) = split_schema(text)?;
        let options: PgConnectOptions =
            url.parse().map_err(|_| StoreError::Address("postgres://… with a part that cannot be read".to_owned()))?;
        Ok(Self { url, options: options.application_name("yeojido"), schema })
    }
}

impl fmt::Display for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host =
            self.options.get_socket().map_or_else(|| self.options.get_host().into(), |path| path.to_string_lossy());
        write!(f, "postgres://{host}:{}/{}", self.options.get_port(), self.database())?;
        match &self.schema {
            Some(schema) => write!(f, "?schema={schema}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Postgres {
    /// The address of a data folder's stores: in the schema `yeojido` unless it names another.
    pub(crate) fn of_a_folder(mut self) -> Self {
        self.schema.get_or_insert_with(|| SCHEMA.to_owned());
        self
    }

    /// The address of a workspace's store, in a schema of its own beside the server's.
    pub(crate) fn of_workspace(&self, name: &str) -> Result<Self, StoreError> {
        let schema = format!("{}_{name}", self.schema.as_deref().unwrap_or(SCHEMA));
        if schema.len() > LONGEST_NAME {
            return Err(self.shut(Shut::LongName(schema)));
        }
        Ok(Self { schema: Some(schema), ..self.clone() })
    }

    /// The schema, if it is not the database's default one.
    pub(crate) fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    fn database(&self) -> &str {
        // A server takes the user's name where no database is named.
        self.options.get_database().unwrap_or_else(|| self.options.get_username())
    }

    /// One connection, or the reason why there is none. A pool would try again until its time is over and then say only
    /// that it is.
    pub(crate) async fn knock(&self) -> Result<PgConnection, StoreError> {
        match tokio::time::timeout(PATIENCE, PgConnection::connect_with(&self.options)).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(self.shut(self.reason(error))),
            Err(_) => Err(self.shut(Shut::Silent(format!("not within {} s", PATIENCE.as_secs())))),
        }
    }

    /// Opens it for work, making its schema when it is missing.
    pub(crate) async fn open(&self) -> Result<DatabaseConnection, StoreError> {
        self.knock().await?.close().await.map_err(|error| self.shut(self.reason(error)))?;
        let connect = |schema: Option<&str>| {
            let mut options = ConnectOptions::new(&self.url);
            options.max_connections(8).sqlx_logging(false).connect_timeout(PATIENCE);
            if let Some(schema) = schema {
                options.set_schema_search_path(schema);
            }
            options
        };
        if let Some(schema) = &self.schema {
            let db = Database::connect(connect(None)).await?;
            let made = db.execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).await;
            db.close().await?;
            made.map_err(|error| self.unopened(error))?;
        }
        Ok(Database::connect(connect(self.schema())).await?)
    }

    /// An error of the first steps, when the reason may be a missing right.
    pub(crate) fn unopened(&self, error: sea_orm::DbErr) -> StoreError {
        let text = error.to_string();
        if text.contains("permission denied") { self.shut(Shut::NoRight(self.user())) } else { error.into() }
    }

    pub(crate) fn shut(&self, why: Shut) -> StoreError {
        StoreError::Shut { store: self.to_string(), why }
    }

    fn user(&self) -> String {
        self.options.get_username().to_owned()
    }

    fn reason(&self, error: sqlx::Error) -> Shut {
        match error {
            sqlx::Error::Database(error) => match error.code().as_deref() {
                Some("28P01" | "28000") => Shut::Password(self.user()),
                Some("3D000") => Shut::NoDatabase(self.database().to_owned()),
                Some("42501") => Shut::NoRight(self.user()),
                Some("53300") => Shut::Full,
                _ => Shut::Other(error.message().to_owned()),
            },
            sqlx::Error::Io(error) => Shut::Silent(error.to_string()),
            sqlx::Error::Tls(error) => Shut::Insecure(error.to_string()),
            // The server wants a password and the address has none.
            sqlx::Error::Protocol(text) if text.contains("password") => Shut::Password(self.user()),
            other => Shut::Other(other.to_string()),
        }
    }
}

/// What stands before the first colon of an address that is not ours: the rest may hold a password.
pub(crate) fn scheme(text: &str) -> String {
    match text.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://…"),
        None => "an address without ://".to_owned(),
    }
}

/// Takes `schema=name` out of the address, since it is ours and not the driver's.
fn split_schema(url: &str) -> Result<(String, Option<String>), StoreError> {
    let Some((base, query)) = url.split_once('?') else { return Ok((url.to_owned(), None)) };
    let (ours, theirs): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("schema="));
    let schema = ours.first().map(|pair| pair["schema=".len()..].to_owned());
    if let Some(name) = &schema
        && (name.is_empty()
            || name.len() > LONGEST_NAME
            || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-'))
    {
        return Err(StoreError::Address(format!("postgres://…?schema={name}")));
    }
    let url = if theirs.is_empty() { base.to_owned() } else { format!("{base}?{}", theirs.join("&")) };
    Ok((url, schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_taken_out_of_the_address() {
        let (url, schema) = split_schema("postgres://a@h/d?sslmode=disable&schema=shop_1").expect("a good address");
        assert_eq!(url, "postgres://a@h/d?sslmode=disable");
        assert_eq!(schema.as_deref(), Some("shop_1"));
    }

    #[test]
    fn a_schema_that_would_need_quoting_is_refused() {
        assert!(split_schema("postgres://a@h/d?schema=a\"b").is_err());
        assert!(split_schema("postgres://a@h/d?schema=").is_err());
    }

    #[test]
    fn nothing_that_is_shown_has_the_password() {
        let address = "postgres://kim:s3cret%21@db.shop:6432/shop?sslmode=require&password=s3cret!";
        let it: Postgres = address.parse().expect("a good address");
        let it = it.of_a_folder();
        assert_eq!(it.to_string(), "postgres://db.shop:6432/shop?schema=yeojido");
        assert_eq!(format!("{it:?}"), it.to_string());
        for bad in ["mysql://kim:s3cret@h/d", "postgres://kim:s3cret@h:port/d", "kim:s3cret@h"] {
            let error = bad.parse::<Postgres>().expect_err("is refused").to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn a_schema_too_long_for_postgresql_is_refused_and_not_cut() {
        let it: Postgres = "postgres://h/d".parse().expect("a good address");
        let it = it.of_a_folder();
        assert_eq!(it.of_workspace("shop").expect("fits").schema(), Some("yeojido_shop"));
        let error = it.of_workspace(&"a".repeat(60)).expect_err("is too long");
        assert!(matches!(error, StoreError::Shut { why: Shut::LongName(_), .. }), "{error}");
    }
}

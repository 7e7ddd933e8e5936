//! Object-centric logs (OCEL 2.0) kept in a SQLite file: its tables, read into the log that JSON and XML give too.
//!
//! Of objects only the type is read, for that is all a row says of them.

use process_mining::OCEL;
use process_mining::core::event_data::object_centric::{
    OCELAttributeValue, OCELEvent, OCELEventAttribute, OCELObject, OCELRelationship, OCELType,
};
use process_mining::core::event_data::timestamp_utils::parse_timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Row};
use rustc_hash::FxHashMap;

/// Reads the tables, events in the order of their table.
pub fn read(bytes: &[u8]) -> Result<OCEL, Error> {
    let mut tables = Connection::open_in_memory()?;
    tables.deserialize_read_exact("main", bytes, bytes.len(), true)?;
    let objects = pairs(&tables, "SELECT ocel_id, ocel_type FROM object ORDER BY rowid")?;
    let kinds = pairs(&tables, "SELECT ocel_type, ocel_type_map FROM object_map_type ORDER BY ocel_type")?;
    let mut log = OCEL {
        event_types: Vec::new(),
        object_types: kinds.into_iter().map(|(name, _)| named(name)).collect(),
        events: Vec::new(),
        objects: objects.into_iter().map(|(id, kind)| object(id, kind)).collect(),
    };
    for (kind, table) in pairs(&tables, "SELECT ocel_type, ocel_type_map FROM event_map_type ORDER BY ocel_type")? {
        log.events.extend(events(&tables, &kind, &table)?);
        log.event_types.push(named(kind));
    }
    relate(&tables, &mut log.events)?;
    Ok(log)
}

fn named(name: String) -> OCELType {
    OCELType { name, attributes: Vec::new() }
}

fn object(id: String, object_type: String) -> OCELObject {
    OCELObject { id, object_type, attributes: Vec::new(), relationships: Vec::new() }
}

fn pairs(tables: &Connection, query: &str) -> Result<Vec<(String, String)>, Error> {
    let mut rows = tables.prepare(query)?;
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Events of one type, with what their table says of them.
fn events(tables: &Connection, kind: &str, table: &str) -> Result<Vec<OCELEvent>, Error> {
    let name = format!("event_{table}").replace('"', "\"\"");
    let mut rows = tables.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY rowid"))?;
    let columns: Vec<Column> = rows.columns().iter().map(Column::of).collect();
    rows.query_map([], |row| event(row, kind, &columns))?.collect()
}

struct Column {
    name: String,
    /// What the table declares it to hold; SQLite itself has no type for these two.
    holds: Holds,
}

#[derive(PartialEq, Eq)]
enum Holds {
    Time,
    Truth,
    Other,
}

impl Column {
    fn of(column: &rusqlite::Column<'_>) -> Self {
        let declared = column.decl_type().unwrap_or_default().to_uppercase();
        let holds = match declared.as_str() {
            "TIMESTAMP" | "DATETIME" => Holds::Time,
            "BOOLEAN" => Holds::Truth,
            _ => Holds::Other,
        };
        Self { name: column.name().to_owned(), holds }
    }
}

fn event(row: &Row<'_>, kind: &str, columns: &[Column]) -> Result<OCELEvent, Error> {
    let said: String = row.get("ocel_time")?;
    let time = parse_timestamp(&said, None, false)
        .map_err(|_| Error::InvalidColumnName(format!("ocel_time: \"{said}\" is not a time")))?;
    let mut attributes = Vec::new();
    for (i, column) in columns.iter().enumerate().filter(|(_, c)| !matches!(c.name.as_str(), "ocel_id" | "ocel_time")) {
        if let Some(value) = value(row.get_ref(i)?, column)? {
            attributes.push(OCELEventAttribute { name: column.name.clone(), value });
        }
    }
    let (id, event_type) = (row.get("ocel_id")?, kind.to_owned());
    Ok(OCELEvent { id, event_type, time, attributes, relationships: Vec::new() })
}

fn value(stored: ValueRef<'_>, column: &Column) -> Result<Option<OCELAttributeValue>, Error> {
    Ok(match stored {
        ValueRef::Null | ValueRef::Blob(_) => None,
        ValueRef::Integer(n) if column.holds == Holds::Truth => Some(OCELAttributeValue::Boolean(n != 0)),
        ValueRef::Integer(n) => Some(OCELAttributeValue::Integer(n)),
        ValueRef::Real(x) => Some(OCELAttributeValue::Float(x)),
        ValueRef::Text(_) => {
            let text = stored.as_str()?;
            let time = (column.holds == Holds::Time).then(|| parse_timestamp(text, None, false).ok()).flatten();
            Some(time.map_or_else(|| OCELAttributeValue::String(text.to_owned()), OCELAttributeValue::Time))
        }
    })
}

/// Gives each event the objects that it touched.
fn relate(tables: &Connection, events: &mut [OCELEvent]) -> Result<(), Error> {
    let by_id: FxHashMap<String, usize> = events.iter().enumerate().map(|(i, e)| (e.id.clone(), i)).collect();
    let query = "SELECT ocel_event_id, ocel_object_id, coalesce(ocel_qualifier, '') FROM event_object ORDER BY rowid";
    let mut rows = tables.prepare(query)?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(&i) = by_id.get(row.get_ref(0)?.as_str()?) {
            let (object_id, qualifier) = (row.get(1)?, row.get(2)?);
            events[i].relationships.push(OCELRelationship { object_id, qualifier });
        }
    }
    Ok(())
}

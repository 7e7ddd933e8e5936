//! Other tools read our tables, and we read their Parquet files.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, ListArray, RecordBatch,
    StringArray, StructArray, TimestampMillisecondArray, TimestampNanosecondArray,
};
use arrow::datatypes::{DataType, Field, Int32Type};
use parquet::arrow::ArrowWriter;

use super::{everything, folder, open};
use crate::{LakeError, read_parquet};

/// Counts rows by each of the three.
const READERS: &str = r#"
import glob, sys
import duckdb, polars
from deltalake import DeltaTable, QueryBuilder
root = sys.argv[1]
con = duckdb.connect(config={"allow_unsigned_extensions": "true"})
found = [f for d in sys.path for f in glob.glob(d + "/duckdb_ext*/extensions/*/*/delta.duckdb_extension")]
con.execute(f"load '{found[0]}'" if found else "load delta")
con.execute("set timezone = 'UTC'")
one = lambda query: con.execute(query).fetchone()
scan = lambda table: f"delta_scan('{root}/{table}')"
duck = lambda table: one(f"select count(*) from {scan(table)}")[0]
polar = lambda table: polars.scan_delta(f"{root}/{table}").select(polars.len()).collect().item()
def delta(table, **which):
    rows = QueryBuilder().register("t", DeltaTable(f"{root}/{table}", **which)).execute("select count(*) as n from t")
    return polars.DataFrame(rows.read_all())["n"][0]
"#;

/// What a lake holds.
const CONTENTS: &str = r#"
events = scan("lake/events")
print("duck", *one(f"select count(*), count(distinct person), min(time)::varchar, sum(amount)::varchar, count(distinct event_key) from {events}"))
print("bucket", one(f"select count(*) from {events} where bucket >= 0")[0])
print("props", one(f"select count(*) from {events} where json_extract_string(properties, '$.state') = '서울'")[0])
print("text", one(f"select count(*) from {scan('lake/voices')} v join {scan('restricted/texts')} t using (voice_key) where v.has_text")[0])
for table in ("lake/events", "lake/voices", "lake/customers", "lake/bindings", "lake/objects", "lake/relations",
              "restricted/texts", "restricted/identifiers", "restricted/direct_traits"):
    print("delta", table, delta(table), polar(table), duck(table))
print("old", delta("lake/events", version=1))
"#;

/// Counts events until it is told to stop; the first line says that it has begun.
const WATCH: &str = r#"
import os, time
while not os.path.exists(root + "/stop"):
    print(duck("lake/events"), delta("lake/events"), polar("lake/events"), flush=True)
"#;

/// A Python that has both tools: the one named by `YEOJIDO_PYTHON`, else the system's.
fn python() -> Option<String> {
    let name = std::env::var("YEOJIDO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let probe = Command::new(&name).args(["-c", "import duckdb, deltalake, polars"]).output().ok()?;
    probe.status.success().then_some(name)
}

#[expect(clippy::print_stderr, reason = "a test that does nothing says why")]
fn reading(script: &str, dir: &Path) -> Option<Command> {
    let Some(python) = python() else {
        eprintln!("skipped: no Python with duckdb, deltalake and polars (name one by YEOJIDO_PYTHON)");
        return None;
    };
    let mut command = Command::new(python);
    command.arg("-c").arg(format!("{READERS}{script}")).arg(dir);
    Some(command)
}

#[tokio::test]
async fn duckdb_deltalake_and_polars_read_the_same_rows() {
    let dir = folder();
    let Some(mut command) = reading(CONTENTS, dir.path()) else { return };
    let lake = open(&dir).await;
    for n in 0..40_u128 {
        lake.append(everything(n * 1000), None).await.expect("stored");
    }
    let run = command.output().expect("Python runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}{err}");
    let expected = "duck 1680 47 1970-01-01 00:00:00+00 20784800.0000 1680\nbucket 1680\nprops 1600\ntext 200\n";
    assert!(out.starts_with(expected), "{out}{err}");
    for line in out.lines().filter(|line| line.starts_with("delta")) {
        let words: Vec<_> = line.split(' ').collect();
        assert!(words[2] == words[3] && words[3] == words[4], "{line}");
    }
    assert!(out.ends_with("old 42\n"), "{out}");
}

#[tokio::test]
async fn other_tools_count_whole_appends_while_files_are_merged() {
    let dir = folder();
    let Some(mut command) = reading(WATCH, dir.path()) else { return };
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    let mut watcher = command.stdout(Stdio::piped()).spawn().expect("Python runs");
    let lines = BufReader::new(watcher.stdout.take().expect("its output")).lines();
    let (mut n, mut merged, mut last, mut rounds) = (1_u128, 0, [0; 3], 0);
    for line in lines {
        let line = line.expect("a line");
        let counts: Vec<usize> = line.split(' ').map(|word| word.parse().expect("a count")).collect();
        for (reader, &count) in counts.iter().enumerate() {
            assert!(count % 42 == 0 && count >= last[reader] && count <= n as usize * 42, "{line} after {n} appends");
            last[reader] = count;
        }
        rounds += 1;
        if rounds == 6 {
            std::fs::write(dir.path().join("stop"), "").expect("told to stop");
        }
        // It reads on while this writes.
        for _ in 0..3 {
            lake.append(everything(n * 1000), None).await.expect("stored");
            n += 1;
            merged += lake.compact(2).await.expect("merged");
        }
    }
    assert!(watcher.wait().expect("it ends").success());
    assert!(merged > 50 && last[0] > 42 * 5, "{merged} files were merged, {last:?} rows counted");
}

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
            .expect("columns");
    let file = std::fs::File::create(path).expect("a file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
}

#[test]
fn any_parquet_file_becomes_rows_of_text() {
    let dir = folder();
    let path = dir.path().join("any.parquet");
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1), None]), None]);
    let inner: ArrayRef = Arc::new(StringArray::from(vec![Some("값"), None]));
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![Some(true), Some(false)]));
    let structure = StructArray::from(vec![
        (Arc::new(Field::new("a", DataType::Utf8, true)), inner),
        (Arc::new(Field::new("b", DataType::Boolean, true)), Arc::clone(&flags)),
    ]);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("n", Arc::new(Int32Array::from(vec![Some(-7), None]))),
        ("f", Arc::new(Float64Array::from(vec![Some(2.5), Some(3.0)]))),
        ("flag", flags),
        (
            "money",
            Arc::new(Decimal128Array::from(vec![Some(12345), None]).with_precision_and_scale(10, 2).expect("fits")),
        ),
        ("day", Arc::new(Date32Array::from(vec![Some(20_000), None]))),
        (
            "zoned",
            Arc::new(TimestampMillisecondArray::from(vec![Some(1_700_000_000_123), None]).with_timezone("+09:00")),
        ),
        ("naive", Arc::new(TimestampNanosecondArray::from(vec![Some(1_700_000_000_000_000_000), None]))),
        ("text", Arc::new(StringArray::from(vec![Some("서울 🍵"), Some("")]))),
        ("list", Arc::new(list)),
        ("structure", Arc::new(structure)),
    ];
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    write(&path, columns);
    let rows = read_parquet(&path).expect("Parquet");
    assert_eq!(rows.columns(), names);
    let rows: Vec<_> = rows.collect::<Result<_, _>>().expect("every row");
    let text = |row: usize| rows[row].iter().map(|cell| cell.as_deref().unwrap_or("–")).collect::<Vec<_>>();
    assert_eq!(
        text(0),
        [
            "-7",
            "2.5",
            "true",
            "123.45",
            "2024-10-04",
            "2023-11-14T22:13:20.123Z",
            "2023-11-14T22:13:20",
            "서울 🍵",
            "[1,null]",
            "{\"a\":\"값\",\"b\":true}"
        ]
    );
    assert_eq!(text(1), ["–", "3", "false", "–", "–", "–", "–", "", "–", "{\"a\":null,\"b\":false}"]);
}

#[test]
fn what_is_not_parquet_is_refused() {
    let dir = folder();
    let path = dir.path().join("not.parquet");
    std::fs::write(&path, b"a,b\n1,2\n").expect("written");
    assert!(matches!(read_parquet(&path), Err(LakeError::Parquet { .. })));
    assert!(matches!(read_parquet(&dir.path().join("none")), Err(LakeError::Io { .. })));
}

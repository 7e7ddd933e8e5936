"""Asks one engine the questions of `analyses.rs`, of our own files or of its own table, and prints a line of JSON each.

peers.py ENGINE files|table LAKE RUNS: the table is filled from our files first, which is timed but not counted. A question is
timed until its answer is there as the engine hands it over at its fastest (a table of Arrow, a frame); what checks the answer is not.
"""

import json
import os
import resource
import sys
import tempfile
import time

os.environ["POLARS_MAX_THREADS"] = "2"
THREADS = 2
WINDOW = 7 * 86_400_000_000
STEPS = ["event 0", "event 1", "event 3", "event 5"]
MONDAY = 4 * 86_400_000_000  # 5 January 1970 was one
WEEK = 7 * 86_400_000_000


def files(lake):
    """The files of the newest version, in the order of persons."""
    from deltalake import DeltaTable

    uris = [uri.removeprefix("file://") for uri in DeltaTable(f"{lake}/lake/events").file_uris()]
    return sorted(uris, key=lambda uri: int(uri.split("bucket=")[1].split("/")[0]))


def rows(found):
    """The rows of an answer, however an engine hands it over."""
    if hasattr(found, "iter_rows"):
        return found.iter_rows()
    if hasattr(found, "to_pylist"):
        return list(zip(*(column.to_pylist() for column in found.columns)))
    return found


def number(name):
    return int(name.rsplit(" ", 1)[-1])


def links(rows):
    """Step, from, to, how often: the same sum that `digest` makes of them in analyses.rs."""
    total, count, digest = 0, 0, 0
    for step, a, b, n in rows:
        step, n = int(step), int(n)
        one = (step * 1_000_003 + number(a) * 10_007 + number(b) * 101 + 7) % 1_000_000_007 * (n % 1_000_003)
        digest = (digest + one) % 1_000_000_007
        total, count = total + n, count + 1
    return {"links": count, "sum": total, "digest": digest}


def counts(rows):
    rows = [int(row[-1]) for row in rows]
    return {"groups": len(rows), "sum": sum(rows), "squares": sum(n * n for n in rows)}


def levels(rows):
    """Customers by furthest step into customers by step."""
    by = dict(rows)
    return [sum(int(n) for level, n in by.items() if level is not None and level >= at) for at in range(len(STEPS))]


def cohorts(rows):
    from datetime import date, timedelta

    first = date(1970, 1, 5)
    told = [[str(first + timedelta(weeks=int(c))), int(p), int(n)] for c, p, n in rows if p <= 12]
    return sorted(told)


STEP = "CASE event " + " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(STEPS)) + " END"
NAMES = ", ".join(f"'{name}'" for name in STEPS)
BEFORE = "OVER (PARTITION BY person ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"


def funnel_sql(source, t):
    """By step the latest beginning from which somebody came so far, one window function a step."""
    sql = f"SELECT person, {t} AS t, {STEP} AS step FROM {source} WHERE event IN ({NAMES})"
    began = "CASE WHEN step = 0 THEN t END"
    for at in range(1, len(STEPS)):
        sql = f"SELECT *, max({began}) {BEFORE} AS b{at - 1} FROM ({sql}) q{at}"
        began = f"CASE WHEN step = {at} AND t - b{at - 1} <= {WINDOW} THEN b{at - 1} END"
    reached = " ".join(
        f"WHEN step = {at} AND t - b{at - 1} <= {WINDOW} THEN {at}" for at in range(len(STEPS) - 1, 0, -1)
    )
    each = f"SELECT person, max(CASE {reached} WHEN step = 0 THEN 0 END) AS level FROM ({sql}) q GROUP BY person"
    return f"SELECT level, count(*) FROM ({each}) e GROUP BY level"


def paths_sql(source):
    rows = f"""SELECT event, row_number() OVER w - 1 AS step, lead(event) OVER w AS next
        FROM {source} WINDOW w AS (PARTITION BY person ORDER BY time)"""
    return f"SELECT step, event, next, count(*) FROM ({rows}) r WHERE step < 4 AND next IS NOT NULL GROUP BY 1, 2, 3"


def retention_sql(source, week):
    rows = f"SELECT DISTINCT person, {week} AS week FROM {source}"
    firsts = f"SELECT week, min(week) OVER (PARTITION BY person) AS cohort FROM ({rows}) r"
    return f"SELECT cohort, week - cohort, count(*) FROM ({firsts}) f GROUP BY 1, 2"


def kpi_sql(source):
    return f"SELECT count(*) FROM {source} GROUP BY event, channel, category"


def transitions_sql(source):
    rows = f"SELECT event, lead(event) OVER (PARTITION BY person ORDER BY time) AS next FROM {source}"
    return f"SELECT 0, event, next, count(*) FROM ({rows}) r WHERE next IS NOT NULL GROUP BY event, next"


COLUMNS = "person, time, event, channel, category"


def duckdb(own, lake):
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET threads = {THREADS}")
    con.execute("SET TimeZone = 'UTC'")
    source = f"read_parquet({files(lake)!r}, hive_partitioning = false)"
    if own:
        con.execute(f"CREATE TABLE own AS SELECT {COLUMNS} FROM {source} ORDER BY person, time")
        source = "own"
    ask = lambda sql: con.sql(sql).to_arrow_table()
    week = f"(epoch_us(time) - {MONDAY}) // {WEEK}"
    return sql_questions(ask, source, "epoch_us(time)", week)


def datafusion(own, lake):
    from datafusion import SessionConfig, SessionContext

    # Dictionaries of files are not kept: joining them overflows (see docs/performance.md).
    context = SessionContext(SessionConfig().with_target_partitions(THREADS))
    for at, file in enumerate(files(lake)):
        context.register_parquet(f"f{at}", file)
    whole = " UNION ALL ".join(f"SELECT {COLUMNS} FROM f{at}" for at in range(len(files(lake))))
    if own:
        context.register_record_batches("own", [context.sql(whole).collect()])
    else:
        context.sql(f"CREATE VIEW own AS {whole}")

    ask = lambda sql: context.sql(sql).to_arrow_table()
    micros = "(CAST(time AS BIGINT))"
    return sql_questions(ask, "own", micros, f"({micros} - {MONDAY}) / {WEEK}")


def sql_questions(ask, source, micros, week):
    return {
        "funnel": (lambda: ask(funnel_sql(source, micros)), levels),
        "paths": (lambda: ask(paths_sql(source)), links),
        "retention": (lambda: ask(retention_sql(source, week)), cohorts),
        "kpi": (lambda: ask(kpi_sql(source)), counts),
        "transitions": (lambda: ask(transitions_sql(source)), links),
    }


def chdb(own, lake):
    from chdb import session

    con = session.Session()
    con.query(f"SET max_threads = {THREADS}")
    # It takes a folder with a star: one with the files of the newest version only.
    folder = tempfile.mkdtemp()
    for at, path in enumerate(files(lake)):
        os.symlink(path, f"{folder}/{at:06}.parquet")
    source = f"file('{folder}/*.parquet', Parquet)"
    if own:
        con.query("CREATE DATABASE own ENGINE = Atomic")
        con.query(f"""CREATE TABLE own.events (person Int64, time DateTime64(6, 'UTC'), event LowCardinality(String),
            channel LowCardinality(Nullable(String)), category LowCardinality(Nullable(String)))
            ENGINE = MergeTree ORDER BY (person, time)""")
        con.query(f"INSERT INTO own.events SELECT {COLUMNS} FROM {source}")
        source = "own.events"

    ask = lambda sql: con.query(sql, "ArrowTable")
    micros = "toUnixTimestamp64Micro(assumeNotNull(time))" if not own else "toUnixTimestamp64Micro(time)"
    conditions = ", ".join(f"event = '{name}'" for name in STEPS)
    funnel = f"""SELECT level - 1, count() FROM (SELECT person, windowFunnel({WINDOW})(toUInt64({micros}), {conditions}) AS level
        FROM {source} WHERE event IN ({NAMES}) GROUP BY person) WHERE level > 0 GROUP BY level"""
    paths = f"""SELECT i - 1, path[i].2 AS a, path[i + 1].2 AS b, count() FROM (
            SELECT groupArraySorted(5)((time, event)) AS path FROM {source} GROUP BY person)
        ARRAY JOIN range(1, length(path)) AS i GROUP BY 1, a, b"""
    retention = f"""SELECT cohort, week - cohort, count() FROM (
            SELECT min(w) AS cohort, groupUniqArray(w) AS weeks FROM (
                SELECT person, intDiv({micros} - {MONDAY}, {WEEK}) AS w FROM {source}) GROUP BY person)
        ARRAY JOIN weeks AS week GROUP BY 1, 2"""
    transitions = f"""SELECT 0, event, next, count() FROM (SELECT event, leadInFrame(event) OVER (PARTITION BY person ORDER BY time
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next FROM {source}) WHERE next != '' GROUP BY event, next"""
    return {
        "funnel": (lambda: ask(funnel), levels),
        "paths": (lambda: ask(paths), links),
        "retention": (lambda: ask(retention), cohorts),
        "kpi": (lambda: ask(kpi_sql(source)), counts),
        "transitions": (lambda: ask(transitions), links),
    }


def polars(own, lake):
    import numpy as np
    import polars as pl

    # Rows are sorted by person and time, and the queries say so by hand: `over` would sort again.
    lazy = pl.scan_parquet(files(lake), hive_partitioning=False).select(COLUMNS.split(", "))
    if own:
        lazy = lazy.with_columns(pl.col("event", "channel", "category").cast(pl.Categorical)).collect().lazy()
    text = lambda frame, *names: frame.with_columns(pl.col(*names).cast(pl.String))
    t = pl.col("time").dt.epoch("us")

    def funnel():
        step = pl.col("event").cast(pl.String).replace_strict(STEPS, list(range(len(STEPS))), default=None, return_dtype=pl.Int8)
        if own:
            step = pl.col("event").replace_strict(STEPS, list(range(len(STEPS))), default=None, return_dtype=pl.Int8)
        q = lazy.select("person", t.alias("t"), step.alias("step")).filter(pl.col("step").is_not_null()).collect(engine="streaming")
        person, at, step = q["person"].to_numpy(), q["t"].to_numpy(), q["step"].to_numpy()
        rows = np.arange(len(q))
        began, reached = np.where(step == 0, at, 0), step == 0
        level = np.where(reached, 0, -1)
        for k in range(1, len(STEPS)):
            last = np.maximum.accumulate(np.where(reached, rows, -1))
            own_start = (last >= 0) & (person[last] == person) & (last < rows)
            found = began[last]
            reached = (step == k) & own_start & (at - found <= WINDOW)
            began = np.where(reached, found, 0)
            level = np.where(reached, k, level)
        starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
        furthest = np.maximum.reduceat(level, starts)
        return [(at, int((furthest == at).sum())) for at in range(len(STEPS))]

    def paths():
        q = lazy.select("person", "event").with_row_index("row")
        q = q.with_columns(first=pl.col("person").ne_missing(pl.col("person").shift(1)))
        q = q.with_columns(step=pl.col("row") - pl.when("first").then(pl.col("row")).forward_fill())
        q = q.with_columns(next=pl.when(~pl.col("first").shift(-1)).then(pl.col("event").shift(-1)))
        q = q.filter((pl.col("step") < 4) & pl.col("next").is_not_null()).group_by("step", "event", "next").len()
        return text(q, "event", "next").collect(engine="streaming")

    def retention():
        week = ((t - MONDAY) // WEEK).alias("week")
        q = lazy.select("person", week).unique()
        q = q.join(q.group_by("person").agg(pl.col("week").min().alias("cohort")), on="person")
        q = q.group_by("cohort", (pl.col("week") - pl.col("cohort")).alias("period")).len()
        return q.collect(engine="streaming")

    def kpi():
        return lazy.group_by("event", "channel", "category").len().collect(engine="streaming")

    def transitions():
        q = lazy.select("person", "event", next=pl.col("event").shift(-1), same=pl.col("person") == pl.col("person").shift(-1))
        q = q.filter("same").group_by("event", "next").len()
        return text(q, "event", "next").collect(engine="streaming").select(pl.lit(0), pl.all())

    return {
        "funnel": (funnel, levels),
        "paths": (paths, links),
        "retention": (retention, cohorts),
        "kpi": (kpi, counts),
        "transitions": (transitions, links),
    }


def pm4py(own, lake):
    import pandas
    import pm4py
    import pyarrow.parquet

    columns = {"person": "case:concept:name", "event": "concept:name", "time": "time:timestamp"}
    table = pyarrow.parquet.ParquetDataset(files(lake), partitioning=None).read(columns=list(columns))
    log = table.to_pandas().rename(columns=columns)
    log["case:concept:name"] = log["case:concept:name"].astype("string")
    log = pm4py.format_dataframe(log)

    def whole_ways(found):
        sizes = [n if isinstance(n, int) else len(n) for n in found.values()]
        return {"variants": len(sizes), "customers": sum(sizes), "top": max(sizes)}

    return {
        "transitions": (
            lambda: pm4py.discover_dfg(log)[0],
            lambda graph: links((0, a, b, n) for (a, b), n in graph.items()),
        ),
        "variants": (lambda: pm4py.get_variants(log), whole_ways),
    }


def retentioneering(own, lake):
    os.environ["RETENTIONEERING_NO_TRACK"] = "1"
    import pyarrow.parquet
    from retentioneering.eventstream.eventstream import Eventstream

    columns = ["person", "event", "time"]
    table = pyarrow.parquet.ParquetDataset(files(lake), partitioning=None).read(columns=columns)
    schema = {"path_cols": ["person"], "event_col": "event", "timestamp_col": "time"}
    stream = Eventstream(table.to_pandas(), schema)

    def edges(matrix):
        # It adds a beginning and an end to every path.
        named = [name for name in matrix.columns if str(name).startswith("event ")]
        cells = matrix.loc[[name for name in matrix.index if name in set(named)], named].stack()
        return links((0, a, b, n) for (a, b), n in cells.items() if n > 0)

    return {"transitions": (lambda: stream.transition_graph_data(edge_weight="count"), edges)}


def main():
    engine, where, lake, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    began = time.perf_counter()
    questions = globals()[engine](where == "table", lake)
    loading = time.perf_counter() - began
    for name, (ask, tell) in questions.items():
        seconds, answer = [], None
        try:
            for _ in range(runs):
                began = time.perf_counter()
                found = ask()
                seconds.append(time.perf_counter() - began)
                answer = tell(rows(found))
        except Exception as error:  # an engine that cannot is told apart from one that errs
            print(json.dumps({"question": name, "error": str(error)[:300]}), flush=True)
            continue
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = {"question": name, "seconds": seconds, "loading_s": loading, "peak_mb": peak, "answer": answer}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()

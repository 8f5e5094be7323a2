package moltis.storage;

/** Small schemas, to upgrade from one to the other. */
final class TestMigrations {

    static final Migrations FIRST = new Migrations("moltis/storage/first", "20260101000000");
    static final Migrations SECOND = new Migrations("moltis/storage/good", "20260201000000");
    static final Migrations BROKEN = new Migrations("moltis/storage/broken", "20260201000000");

    private TestMigrations() {}
}

package io.mirrorexperiment.journal;

class MemoryStoreTest extends JournalStoreContract {
    private final MemoryStore only = new MemoryStore();

    /** Nobody else sees memory. */
    @Override
    protected JournalStore neighbour() {
        return only;
    }
}

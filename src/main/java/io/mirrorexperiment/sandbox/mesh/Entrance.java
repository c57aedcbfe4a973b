package io.mirrorexperiment.sandbox.mesh;

/** A port of the loopback that somebody listens on, until it is closed. */
interface Entrance {
    int port();

    /** Lets what is under way end, for at most a second, then closes; blocks that long. */
    void closeGently();

    /** Closes at once. */
    void close();
}

package io.mirrorexperiment.cluster;

class TextStoreTest extends TextStoreContract {
    TextStoreTest() {
        super(new LoopbackApi());
    }
}

package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;

/** A job that is renamed or moved takes its runs along, such as one that is held for a person. */
@Extension
public final class BuildMoves extends ItemListener {
    @Override
    public void onLocationChanged(Item item, String oldName, String newName) {
        Gates.get().moved(oldName, newName);
    }
}

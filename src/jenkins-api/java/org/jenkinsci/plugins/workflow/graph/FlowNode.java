package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;

public abstract class FlowNode {
    public boolean addOrReplaceAction(Action action) {
        throw new UnsupportedOperationException();
    }
}

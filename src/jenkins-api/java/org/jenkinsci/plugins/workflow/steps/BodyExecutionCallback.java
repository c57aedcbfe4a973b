package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

public abstract class BodyExecutionCallback implements Serializable {
    private static final long serialVersionUID = 1;

    public BodyExecutionCallback() {}

    public void onStart(StepContext context) {}

    public abstract void onSuccess(StepContext context, @Nullable Object result);

    public abstract void onFailure(StepContext context, Throwable failure);
}

package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

public abstract class StepContext implements Serializable {
    private static final long serialVersionUID = 1;

    public abstract <T> @Nullable T get(Class<T> type) throws IOException, InterruptedException;

    public abstract void onSuccess(@Nullable Object value);

    public abstract void onFailure(Throwable failure);

    public abstract ListenableFuture<Void> saveState();

    public abstract BodyInvoker newBodyInvoker();
}

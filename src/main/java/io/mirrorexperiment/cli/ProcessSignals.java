package io.mirrorexperiment.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * SIGINT and SIGTERM of this process. The platform has no public class for signals, and its shutdown hooks cannot tell a first from
 * a second one; {@code sun.misc.Signal} of module jdk.unsupported is there on every Java so far, and where it is not, a signal just
 * ends the process.
 */
final class ProcessSignals implements Signals {
    private static final List<String> NAMES = List.of("INT", "TERM");

    @Override
    public Runnable watch(Consumer<String> heard) {
        List<Runnable> undo = new ArrayList<>();
        for (String name : NAMES) {
            handle(name, heard).ifPresent(undo::add);
        }
        return () -> undo.forEach(Runnable::run);
    }

    private static Optional<Runnable> handle(String name, Consumer<String> heard) {
        try {
            return Optional.of(handled(name, heard));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Runnable handled(String name, Consumer<String> heard) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> listener = Class.forName("sun.misc.SignalHandler");
        Method handle = type.getMethod("handle", type, listener);
        Object signal = type.getConstructor(String.class).newInstance(name);
        Object ours = Proxy.newProxyInstance(
                ProcessSignals.class.getClassLoader(), new Class<?>[] {listener}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        heard.accept("SIG" + name);
                    }
                    return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
                });
        Object before = handle.invoke(null, signal, ours);
        return () -> {
            try {
                handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("signal " + name + " cannot be given back", e);
            }
        };
    }
}

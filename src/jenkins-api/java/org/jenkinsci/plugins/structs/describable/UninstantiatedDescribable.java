package org.jenkinsci.plugins.structs.describable;

public class UninstantiatedDescribable {
    public UninstantiatedDescribable() {}
}

package com.cloudbees.plugins.credentials.common;

public class StandardListBoxModel extends AbstractIdCredentialsListBoxModel<StandardListBoxModel, StandardCredentials> {
    private static final long serialVersionUID = 1;

    public StandardListBoxModel() {}

    @Override
    public AbstractIdCredentialsListBoxModel<StandardListBoxModel, StandardCredentials> includeEmptyValue() {
        throw new UnsupportedOperationException();
    }
}

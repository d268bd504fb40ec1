"""Settings by place of use: base is shared; dev, test and production choose."""

"""One glance: data, network and result in a row, drawn in the browser from the weights of the epochs that were kept."""
